"""“I think so too”: one form with an email address, so that each person counts once; then the mailed button."""

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.deeds.pages import DeedPages
from nisn_site.kit.deeds.words import Words
from nisn_site.kit.privacy.addresses import AddressFormField

from ..models import Feedback, Support

WORDS = Words(
    title=_("I think so too"),
    lead=_("We count how many people stand behind a remark. Nobody sees who."),
    button=_("Count me"),
    confirm_title=_("Do you think so too?"),
    confirm_lead=_("Press the button, and we count you. Nobody sees that it was you."),
    confirm_button=_("Yes, count me"),
    done_title=_("Thank you. You are counted."),
    done_lead=_("When the organizers answer this remark, we mail you."),
    mail_subject=_("Please confirm that you think so too"),
    mail_about=_("You said on our site that you stand behind a remark on a draft."),
    erase_hint=_("We do not count you any more, and we delete your address."),
)


class SupportForm(forms.Form):
    address = AddressFormField(
        help_text=_("So that we count each person once. Nobody else sees it. We delete it after 2 years."),
    )


class SupportPages(DeedPages):
    purpose = "support"
    namespace = "campaigns"
    model = Support
    form_class = SupportForm
    words = WORDS
    folder = "campaigns/feedback/support"

    def find_place(self, request, *, conference: str, proposal: str, number: int) -> Feedback:
        public = Feedback.objects.public().filter(proposal__slug=proposal, proposal__conference__slug=conference)
        public = public.filter(number=number, proposal__conference__is_public=True)
        feedback = public.select_related("proposal__conference", "draft", "section").first()
        if feedback is None:
            raise Http404("no public remark with this number")
        return feedback

    def place_of(self, deed) -> Feedback:
        return deed.feedback

    def address_parts(self, place: Feedback) -> dict:
        proposal = place.proposal
        return {"conference": proposal.conference.slug, "proposal": proposal.slug, "number": place.number}

    def context(self, place: Feedback) -> dict:
        proposal = place.proposal
        return {"conference": proposal.conference, "texts": [proposal], "proposal": proposal, "remark": place}

    def make_form(self, data=None, *, place, initial=None):
        return SupportForm(data)

    def initial(self, deed) -> dict:
        return {}

    def fill(self, *, deed, form, place) -> None:
        deed.feedback = place
        deed.save()

    def known(self, form, place) -> Support | None:
        """The same address again gets its link once more; the page says nothing about that."""
        return place.supports.of_address(form.cleaned_data["address"]).first()

    def may_change(self, deed) -> bool:
        return False


support = SupportPages()
