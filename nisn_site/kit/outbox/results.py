"""What an organizer is told who let mails go again or put them aside."""

from collections.abc import Iterator

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def results(name: str, number: int, *, paused: int) -> Iterator[tuple[int, str]]:
    """Levels and words. `number` mails were changed; `paused` ones were chosen too, but wait for their mailing."""
    done = {
        "send_again": ngettext("%d mail is on its way again.", "%d mails are on their way again.", number),
        "put_aside": ngettext("%d mail is put aside.", "%d mails are put aside.", number),
    }
    if number:
        yield messages.SUCCESS, done[name] % number
    elif not paused:
        yield messages.WARNING, _("Nothing changed: these mails are sent, or their texts are deleted already.")
    if paused:
        words = ngettext(
            "%d mail waits, since its mailing is paused. It goes out when the mailing goes on.",
            "%d mails wait, since their mailing is paused. They go out when the mailing goes on.",
            paused,
        )
        yield messages.WARNING, words % paused
