"""The pages of giving feedback, from the form below a section to the day its author takes it back."""

from django.utils.translation import gettext_lazy as _

from nisn_site.kit.deeds import form_views
from nisn_site.kit.deeds.answers import show
from nisn_site.kit.deeds.pages import Choice, DeedPages
from nisn_site.kit.deeds.words import Words
from nisn_site.kit.gate.arrival import arrival
from nisn_site.kit.gate.ticket import Ticket

from ..models import Feedback, FeedbackSender
from .form import FeedbackForm
from .giving import (
    ClosedError,
    erase_sender,
    forget_address,
    give_feedback,
    hide_name,
    hold,
    let_count,
    rewrite_feedback,
)
from .spots import Spot, find_spot, open_spots, spot_of

State = Feedback.State
WORDS = Words(
    title=_("Say what you think"),
    lead=_("Everybody can read it. The organizers answer each remark."),
    button=_("Send"),
    confirm_title=_("Publish what you wrote?"),
    confirm_lead=_("Nobody has read it yet. Press the button, and everybody can. You can still change your words."),
    confirm_button=_("Yes, publish it"),
    done_title=_("Thank you. Everybody can read it now."),
    done_lead=_("When the organizers answer, we mail you."),
    held_title=_("Thank you. We have it."),
    held_lead=_("A volunteer reads it first. Then everybody can read it."),
    no_mail=_("You gave no email address, so we cannot tell you of the answer. Look at the page of the draft again."),
    mail_subject=_("Please confirm what you wrote about our draft"),
    mail_about=_("You wrote what you think about a draft on our site."),
    erase_hint=_("Your words and your address go for good. If others could read it already, its number and day stay."),
)


def form_page(pages, request, **parts):
    """The form; a change of the text is shown once before it is sent, and a closed draft gives the words back."""
    spot = pages.find_place(request, **parts)
    if not spot.is_open:
        return closed_page(pages, request, spot)
    if request.method == "POST":
        form = pages.make_form(request.POST, place=spot)
        if form.is_valid() and (form.wants_a_look or request.POST.get("do") == "look"):
            return look_first(pages, request, spot, form)
    try:
        return form_views.form_page(pages, request, **parts)
    except ClosedError:
        request.spot = None  # it was still open when this request began
        return closed_page(pages, request, pages.find_place(request, **parts))


def look_first(pages, request, spot: Spot, form: FeedbackForm):
    """What the change will look like; nothing is stored."""
    ticket = Ticket.read(request.POST, pages.purpose).settled(arrival(request))
    if form.is_wording:
        form.data = form.data.copy()
        form.data["looked"] = form.fingerprint
    request.shows_change = True
    return form_views.show_form(pages, request, spot, form, ticket)


def closed_page(pages, request, spot: Spot):
    """That it is over since when, where the answers are, and all that was typed, to be taken along."""
    form = pages.make_form(request.POST, place=spot) if request.method == "POST" else None
    typed = [(form[name].label, form.data[name]) for name in form.fields if form.data.get(name)] if form else []
    there = None
    if spot.newest:
        there = find_spot_in(spot)
    context = {"typed": typed, "sent": carried(request), "spot": spot, "there": there}
    if there:
        context["there_url"] = pages.url("form", there)
    return show(request, pages, "closed", context, place=spot, status=422 if form else 200)


def find_spot_in(spot: Spot) -> Spot:
    """The same section in the draft that is open now, or that draft as a whole where the section is gone."""
    text = None
    if spot.text:
        text = spot.newest.texts.select_related("section").filter(section=spot.text.section_id).first()
    return Spot(spot.newest, text, spot.newest)


def carried(request) -> list[tuple[str, str]]:
    names = ("kind", "body", "suggested_heading", "suggested_body", "language", "shown_as", "name", "organization")
    return [(name, request.POST[name]) for name in names if request.POST.get(name)]


def hall_label(spot: Spot) -> str:
    """As an organizer looks for it among all forms of the site."""
    proposal, place = spot.proposal, _("The whole draft")
    if spot.text:
        place = f"{spot.text.number} {spot.text.read('heading').text}".strip() or spot.key
    return f"{proposal.read('title').text} ({proposal.conference.slug}): {place}"


class GivePages(DeedPages):
    purpose = "give"
    namespace = "campaigns"
    model = FeedbackSender
    form_class = FeedbackForm
    words = WORDS
    folder = "campaigns/feedback/give"
    leave_quickly = True

    def find_place(self, request, **parts) -> Spot:
        """Looked for once a request, unless it is forgotten."""
        if getattr(request, "spot", None) is None:
            request.spot = find_spot(**parts)
        return request.spot

    def place_of(self, deed) -> Spot:
        return spot_of(deed.feedback)

    def address_parts(self, place: Spot) -> dict:
        return place.address_parts

    def make_form(self, data=None, *, place, initial=None):
        return FeedbackForm(data, spot=place, initial=initial)

    def context(self, place: Spot) -> dict:
        texts = [place.proposal, place.draft, place.text, place.next_draft]
        return {"conference": place.proposal.conference, "texts": texts, "spot": place, "proposal": place.proposal}

    # -- the row ----------------------------------------------------------------------------------------------------

    def initial(self, deed) -> dict:
        feedback = deed.feedback
        names = ("body", "quote", "language", "shown_as", "name", "organization")
        values = {name: getattr(feedback, name) for name in names} | {"follows": deed.follows}
        if feedback.is_wording:
            wording = {"suggested_heading": feedback.suggested_heading, "suggested_body": feedback.suggested_body}
            return values | wording | {"kind": Feedback.Kind.COMMENT}
        return values | {"kind": feedback.kind}

    def fill(self, *, deed, form, place) -> None:
        remark = form.remark()
        if deed.feedback_id:
            rewrite_feedback(feedback=deed.feedback, remark=remark)
        else:
            state = State.UNCONFIRMED if deed.is_unconfirmed else State.HELD
            deed.feedback = give_feedback(spot=place, remark=remark, state=state)
        deed.follows = bool(form.cleaned_data.get("follows"))
        deed.save()

    def texts_of(self, form) -> list[str]:
        """Links that stand in the draft already are nobody's advertising."""
        return [form.cleaned_data.get("body", ""), form.cleaned_data.get("organization", "")]

    def was_held(self, deed) -> None:
        hold(deed)

    def took_effect(self, deed) -> None:
        let_count(deed)

    def erase(self, deed) -> None:
        erase_sender(deed)

    def may_change(self, deed) -> bool:
        return deed.feedback.state in (State.UNCONFIRMED, State.HELD) and deed.feedback.published_at is None

    def choices_of(self, deed) -> list[Choice]:
        feedback, choices = deed.feedback, []
        if feedback.shown_as != Feedback.ShownAs.NOBODY:
            hint = _("Your remark stays, and nobody sees who wrote it.")
            choices.append(Choice("hide-name", _("Take my name away"), hint, hide_name))
        if deed.address and feedback.published_at:
            hint = _("Your remark stays. We delete your address, and you hear nothing more of it.")
            choices.append(Choice("forget", _("Delete only my address"), hint, forget_address))
        return [*choices, Choice("erase", _("Take it back"), self.words.erase_hint, self.erase)]

    def hall_places(self) -> list[tuple[str, Spot]]:
        return [(hall_label(spot), spot) for spot in open_spots()]

    # -- addresses --------------------------------------------------------------------------------------------------

    @property
    def urls(self) -> list:
        _form, *others = super().urls
        return [self.route("", form_page, "form"), *others]


give = GivePages()
