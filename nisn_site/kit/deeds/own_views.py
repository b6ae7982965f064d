"""The page that the mailed link opens. Reading it changes nothing, however often a scanner does: only its buttons do."""

from .answers import see_other, show
from .confirming import change as store_change
from .confirming import choose, confirm, mail_again, refuse
from .links import find, is_good


def own(pages, request, *, token: str, **parts):
    """Before: what is about to happen, still to be changed, one button. After: what happens next, and its buttons."""
    deed = find(pages.model.objects.all(), token)
    if deed is None or not is_good(deed):
        return gone(pages, request, deed, parts)
    if request.method == "POST":
        return act(pages, request, deed, request.POST.get("do", ""))
    return show_own(pages, request, deed, edit_form(pages, deed))


def act(pages, request, deed, do: str):
    if do == "not-me":
        refuse(pages=pages, deed=deed)
        return see_other(pages.url("erased", pages.place_of(deed)))
    if do == "confirm":
        return press(pages, request, deed)
    place = pages.place_of(deed)
    if choose(pages=pages, deed=deed, name=do) and not pages.model.objects.filter(pk=deed.pk).exists():
        return see_other(pages.url("erased", place))
    return see_other(pages.own_path(deed))


def press(pages, request, deed):
    """The button: what was changed on the page goes along with it."""
    form = None
    if deed.is_unconfirmed and pages.may_change(deed):
        form = edit_form(pages, deed, request.POST)
        if not form.is_valid():
            return show_own(pages, request, deed, form, status=422)
    confirm(pages=pages, deed=deed, form=form)
    return see_other(pages.own_path(deed))


def change(pages, request, *, token: str, **parts):
    """The form once more, with what is stored."""
    deed = find(pages.model.objects.all(), token)
    if deed is None or not is_good(deed):
        return gone(pages, request, deed, parts)
    if not pages.may_change(deed):
        return see_other(pages.own_path(deed))
    form = edit_form(pages, deed, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        store_change(pages=pages, deed=deed, form=form)
        return see_other(pages.own_path(deed) + "?changed")
    return show(
        request, pages, "change", {"form": form, "deed": deed, "back_url": pages.own_path(deed)},
        place=pages.place_of(deed), status=422 if form.errors else 200,
    )  # fmt: skip


def edit_form(pages, deed, data=None):
    """The form with what is stored; the address stays as it is, since that is what was confirmed."""
    form = pages.make_form(data, place=pages.place_of(deed), initial=pages.initial(deed))
    form.fields.pop("address", None)
    return form


def show_own(pages, request, deed, form, *, status: int = 200):
    context = {
        "deed": deed, "form": form, "may_change": pages.may_change(deed), "choices": pages.choices_of(deed),
        "is_changed": "changed" in request.GET, "change_url": pages.own_path(deed, "change"),
    }  # fmt: skip
    return show(request, pages, "own", context, place=pages.place_of(deed), status=status)


def gone(pages, request, deed, parts):
    """A link that is too old, was replaced, or never was; the first gets a fresh mail for the asking."""
    is_asked = request.method == "POST" and request.POST.get("do") == "fresh"
    if is_asked and deed:
        mail_again(pages=pages, deed=deed)
    context = {"is_old": deed is not None, "is_asked": is_asked}
    place = pages.place_of(deed) if deed else pages.find_place(request, **parts)
    return show(request, pages, "gone", context, place=place, status=410 if deed else 404)
