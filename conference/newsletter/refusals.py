"""What the database refuses about the newsletter, in words. See `nisn_site.kit.refusals`."""

from django.utils.translation import gettext_lazy as _

from nisn_site.kit.refusals import Refusals

# Rules that live in migration 0013, whose trigger says the same words in English.
RULES = {
    "newsletter_goes_one_way": _("An issue goes out once. Write the next one instead."),
    "newsletter_stays_as_sent": _(
        "This issue has gone out and stays as its readers got it. Write the next one instead."
    ),
    "newsletter_on_its_way_stays": _("This issue is on its way to its readers. Wait until it is sent, then delete it."),
    "newsletter_reaches_each_once": _("Some readers would get this issue twice."),
}

refusals = Refusals(
    "conference", RULES, busy=_("Somebody else is saving this issue at this moment. Nothing was stored; try again.")
)
in_plain_words = refusals.in_plain_words
