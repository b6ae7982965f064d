"""Labels under which an export says what its format has no place for, and by which an import finds it again.

English words that are translated where they are used, so that a reader sees the language of the file.
"""

from django.utils.translation import gettext_noop as _

EVERYWHERE = _("Everywhere")  # instead of a room, for what concerns everybody
LABELS = {
    "goal": _("What we want to achieve"),
    "bring": _("What to bring"),
    "place": _("Place"),
}
NOTE = _("Please note")  # what readers should know of one time of a session
SAMPLE = _("Sample")
INVENTED = _("invented to show what a schedule can look like.")
ROLES = {
    "facilitator": _("Led by"),
    "speaker": _("Speaking"),
    "moderator": _("Moderated by"),
}
WAYS = {
    "spoken": _("Spoken"),
    "interpreted": _("Interpretation"),
    "sign": _("Sign language"),
    "captions": _("Live captions"),
}
