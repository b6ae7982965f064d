"""Following a proposal: a mail when a draft is published and, if wanted, before feedback on it closes."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.deeds.answers import see_other, show
from nisn_site.kit.deeds.links import find
from nisn_site.kit.deeds.mailing import forget_mails_of
from nisn_site.kit.deeds.pages import DeedPages
from nisn_site.kit.deeds.words import Words
from nisn_site.kit.privacy.addresses import AddressFormField
from nisn_site.kit.translation_lookup import attach_translations

from ..finding import published_drafts
from ..models import Follower, Proposal

WORDS = Words(
    title=_("Follow this proposal"),
    lead=_("We mail you when there is a new draft. That is some mails a year."),
    button=_("Follow it"),
    confirm_title=_("Follow this proposal?"),
    confirm_lead=_("Press the button, and we mail you each new draft of it."),
    confirm_button=_("Yes, mail me"),
    done_title=_("You follow this proposal."),
    done_lead=_("Each of our mails has a link to stop."),
    mail_subject=_("Please confirm that you want to follow a proposal"),
    mail_about=_("You asked on our site for a mail when there is a new draft of a proposal."),
    erase_hint=_("You get no more mail about it, and we delete your address."),
)


class FollowForm(forms.Form):
    address = AddressFormField(help_text=_("Nobody else sees it. We delete it when you stop."))
    wants_reminder = forms.BooleanField(
        label=_("Remind me 3 days before feedback closes"), required=False, initial=True
    )


class FollowingPages(DeedPages):
    purpose = "follow"
    namespace = "campaigns"
    model = Follower
    form_class = FollowForm
    words = WORDS
    folder = "campaigns/feedback/follow"

    def find_place(self, request, *, conference: str, proposal: str) -> Proposal:
        return published_drafts(conference=conference, proposal=proposal)[-1].proposal

    def place_of(self, deed) -> Proposal:
        return deed.proposal

    def address_parts(self, place: Proposal) -> dict:
        return {"conference": place.conference.slug, "proposal": place.slug}

    def context(self, place: Proposal) -> dict:
        return {"conference": place.conference, "texts": [place], "proposal": place}

    def initial(self, deed) -> dict:
        return {"wants_reminder": deed.wants_reminder}

    def fill(self, *, deed, form, place) -> None:
        deed.proposal, deed.wants_reminder = place, form.cleaned_data["wants_reminder"]
        deed.save()

    def known(self, form, place) -> Follower | None:
        return place.followers.of_address(form.cleaned_data["address"]).first()

    def hall_places(self) -> list[tuple[str, Proposal]]:
        """Each proposal of the current conference. (Who agrees with a remark raises a hand there, and is counted.)"""
        here = Proposal.objects.published().filter(conference__is_current=True)
        proposals = list(here.select_related("conference").order_by("number"))
        attach_translations(proposals)
        return [(gettext("Follow this proposal: %s") % one.read("title").text, one) for one in proposals]

    @property
    def urls(self) -> list:
        return [*super().urls, self.route("stop/yours/<str:token>/", stop, "stop")]


def stop(pages, request, *, token: str, **parts):
    """Where the mail programs' own button leads (RFC 8058): a POST stops at once, a GET shows a button.

    A mail program's press must not be sent on elsewhere, so it is answered right here.
    """
    place, follower = pages.find_place(request, **parts), find(Follower.objects.all(), token)
    if request.method == "POST":
        if follower:
            unfollow(follower)
        if "List-Unsubscribe" not in request.POST:
            return see_other(pages.url("erased", place))
        follower = None
    return show(request, pages, "stop", {"is_there": follower is not None}, place=place)


@transaction.atomic
def unfollow(follower: Follower) -> None:
    """With the mails that hold its address."""
    follower.delete()
    forget_mails_of([follower])


following = FollowingPages()
