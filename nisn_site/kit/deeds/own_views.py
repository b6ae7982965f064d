"""The page that the mailed link opens. Reading it changes nothing, however often a scanner does: only its buttons do."""

from .answers import see_other, show
from .changing import change as store_change
from .changing import choose
from .confirming import confirm, refuse
from .links import find, is_good
from .mailing import mail_again


def own(pages, request, *, token: str, **parts):
    """Before: what is about to happen, still to be changed, one button. After: what happens next, and its buttons."""
    deed = find(pages.model.objects.all(), token)
    if deed is None or not is_good(deed):
        return gone(pages, request, deed, parts)
    place = pages.place_of(deed)
    if request.method == "POST":
        return act(pages, request, deed, place)
    return show_own(pages, request, deed, place, edit_form(pages, deed, place))


def act(pages, request, deed, place):
    do = request.POST.get("do", "")
    if do == "confirm":
        return press(pages, request, deed, place)
    if do == "not-me":
        refuse(pages=pages, deed=deed)
    else:
        choose(pages=pages, deed=deed, name=do)
    is_there = pages.model.objects.filter(pk=deed.pk).exists()
    return see_other(pages.own_path(deed) if is_there else pages.url("erased", place))


def press(pages, request, deed, place):
    """The button: what was changed on the page goes along with it."""
    form = None
    if deed.is_unconfirmed and pages.may_change(deed):
        form = edit_form(pages, deed, place, request.POST)
        if not form.is_valid():
            return show_own(pages, request, deed, place, form, status=422)
    confirm(pages=pages, deed=deed, form=form)
    return see_other(pages.own_path(deed))


def change(pages, request, *, token: str, **parts):
    """The form once more, with what is stored."""
    deed = find(pages.model.objects.all(), token)
    if deed is None or not is_good(deed):
        return gone(pages, request, deed, parts)
    if not pages.may_change(deed):
        return see_other(pages.own_path(deed))
    place, is_post = pages.place_of(deed), request.method == "POST"
    form = edit_form(pages, deed, place, request.POST if is_post else None)
    if is_post and form.is_valid():
        store_change(pages=pages, deed=deed, form=form)
        return see_other(pages.own_path(deed) + "?changed")
    context = {"form": form, "deed": deed, "back_url": pages.own_path(deed)}
    return show(request, pages, "change", context, place=place, status=422 if form.errors else 200)


def edit_form(pages, deed, place, data=None):
    """The form with what is stored; the address stays as it is, since that is what was confirmed."""
    form = pages.make_form(data, place=place, initial=pages.initial(deed))
    form.fields.pop("address", None)
    return form


def show_own(pages, request, deed, place, form, *, status: int = 200):
    context = {
        "deed": deed,
        "form": form,
        "may_change": pages.may_change(deed),
        "choices": pages.choices_of(deed),
        "is_changed": "changed" in request.GET,
        "change_url": pages.own_path(deed, "change"),
    }
    return show(request, pages, "own", context, place=place, status=status)


def gone(pages, request, deed, parts):
    """A link that is too old, was replaced, or never was; the first gets a fresh mail for the asking."""
    is_asked = request.method == "POST" and request.POST.get("do") == "fresh"
    if is_asked and deed:
        mail_again(pages=pages, deed=deed)
    place = pages.place_of(deed) if deed else pages.find_place(request, **parts)
    context = {"is_old": deed is not None, "is_asked": is_asked}
    return show(request, pages, "gone", context, place=place, status=410 if deed else 404)
