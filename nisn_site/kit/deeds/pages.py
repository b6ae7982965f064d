"""The pages of one kind of deed, from the form to the day its sender takes it back. See `DeedPages`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.gate.ladder import Limits

from . import form_views, own_views, sent_views
from .answers import private
from .links import token_of
from .models import Deed, Stage
from .words import Words


@dataclass(frozen=True, slots=True)
class Choice:
    """A button on the deed's own page; `act` gets the locked row, inside a transaction. `name` is not "confirm"."""

    name: str
    label: str
    hint: str
    act: Callable[[Deed], None]


class DeedPages:
    """Give it a model, a form and words, include its `urls`, and a visitor without an account can do something.

    form (GET, POST) → stored with its mail → "check your mail", or "a person looks at it" → the mailed link → GET shows
    it, changes nothing → button → it counts → the same link changes it or takes it back. No page sets a cookie, is kept
    anywhere, or says what is already known. The form may have a field `address`; without one, all is held for a person.

    A template `<folder>/form.html`, `sent.html`, `held.html`, `own.html`, `change.html` or `erased.html` may extend the one of
    the same name in `deeds/`. Make one instance, in a module that the addresses import.
    """

    every: list["DeedPages"] = []  # of the whole site: for the hall pages, and for tests

    purpose: str  # a word, unique on the site: in names of addresses, in mails and limits
    namespace: str  # of the addresses, for example "conference"
    model: type[Deed]
    form_class: type
    words: Words
    limits = Limits()
    folder = "deeds"
    mail_template = "deed_link"
    leave_quickly = False

    def __init__(self):
        self.every.append(self)

    # -- what an app may say differently --------------------------------------------------------------------------

    def find_place(self, request, **kwargs):
        """What the form is about, from the parts of its address; raises Http404. Handed to the form as `place`."""
        return

    def place_of(self, deed: Deed):
        """The same, of a stored deed."""
        return

    def address_parts(self, place) -> dict:
        """The parts of an address that `find_place` reads."""
        return {}

    def context(self, place) -> dict:
        """More for the templates; `conference` and `texts` go to `render_page`."""
        return {}

    def make_form(self, data=None, *, place=None, initial=None):
        return self.form_class(data, initial=initial)

    def initial(self, deed: Deed) -> dict:
        """The form's values of a stored deed, by field; the address is left out."""
        return {name: getattr(deed, name) for name in self.form_class.base_fields if self.is_stored(name)}

    def fill(self, *, deed: Deed, form, place) -> None:
        """Put what the form says into the row, new or old, and save it."""
        for name, value in form.cleaned_data.items():
            if self.is_stored(name):
                setattr(deed, name, value)
        deed.save()

    def is_stored(self, name: str) -> bool:
        """Is this field of the form kept in an attribute of that name?"""
        return name != "address" and hasattr(self.model, name)

    def known(self, form, place) -> Deed | None:
        """A row that makes this one needless, such as the same person's: its link is mailed, and the page is the same."""
        return None

    def texts_of(self, form) -> list[str]:
        """What the rule about links looks at."""
        return [value for value in form.cleaned_data.values() if isinstance(value, str)]

    def was_held(self, deed: Deed) -> None:
        """A person must look at it now. In the transaction, as the next three."""

    def will_take_effect(self, deed: Deed) -> None:
        """Make room, where an address may have only one of these that counts. In the transaction, before it is saved."""

    def took_effect(self, deed: Deed) -> None:
        """It counts from now on."""

    def erase(self, deed: Deed) -> None:
        """Its sender wants it gone, or says it was not them."""
        deed.delete()

    def may_change(self, deed: Deed) -> bool:
        return deed.stage != Stage.WITHDRAWN

    def choices_of(self, deed: Deed) -> list[Choice]:
        """The buttons of the deed's own page, now; add hiding or taking back before these."""
        return [Choice("erase", _("Delete it"), self.words.erase_hint, self.erase)]

    def mail_context(self, deed: Deed) -> dict:
        return {}

    def hall_places(self) -> list[tuple[str, object]]:
        """The forms that people may fill in at a conference, each with what it is about."""
        return [] if "address_parts" in vars(type(self)) else [(self.words.title, None)]

    # -- addresses ---------------------------------------------------------------------------------------------------

    @property
    def urls(self) -> list:
        return [
            self.route("", form_views.form_page, "form"),
            self.route("sent/<uuid:receipt>/", sent_views.sent, "sent"),
            self.route("thanks/", sent_views.thanks, "thanks"),
            self.route("later/", sent_views.later, "later"),
            self.route("erased/", sent_views.erased, "erased"),
            self.route("yours/<str:token>/", own_views.own, "own"),
            self.route("yours/<str:token>/change/", own_views.change, "change"),
        ]

    def route(self, address: str, view: Callable, name: str):
        return path(address, private(partial(view, self), self), name=f"{self.purpose}_{name}")

    def url(self, name: str, place=None, **parts) -> str:
        return reverse(f"{self.namespace}:{self.purpose}_{name}", kwargs=self.address_parts(place) | parts)

    def own_path(self, deed: Deed, name: str = "own") -> str:
        return self.url(name, self.place_of(deed), token=token_of(deed))
