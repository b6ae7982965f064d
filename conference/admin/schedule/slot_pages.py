"""The page of one slot: everything about its time and place, and the quick change."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ...models import Conference, Session, Slot
from ...schedule.arranging import Opened, change_slot, place_session, unschedule
from ...schedule.change_words import said
from ...schedule.clashes import by_slot
from ...schedule.days import day_of
from ...schedule.releasing import publish_change, publish_slot
from ...schedule.standing import Standing
from ...schedule.whole_days import put_back
from .forms import SlotForm
from .pages import SchedulePages, add_errors, board_url, sent, spot_in_words, tell_clashes


class SlotPages(SchedulePages):
    """Mixed into the admin of slots."""

    def get_urls(self):
        pages = [("slot/<uuid:key>/", "edit", self.edit_view), ("session/<int:session>/", "place", self.place_view)]
        return [*self.pages_of_a_schedule(pages), *super().get_urls()]

    def place_view(self, request, year: str, session: int):
        """Give a session a time, or one more."""
        conference = self.conference_to_arrange(request, year)
        session = get_object_or_404(Session, conference=conference, pk=session)
        form = SlotForm(sent(request), conference=conference, initial={"day": request.GET.get("day")})
        if request.method == "POST" and form.is_valid():
            try:
                slot = place_session(session=session, **form.values)
            except ValidationError as error:
                add_errors(form, error)
            else:
                return self.back_to_board(request, slot, _("On the board: %(slot)s.") % {"slot": spot_in_words(slot)})
        title = _("Give it a time: %(session)s") % {"session": session.title}
        return self.slot_page(request, conference, form, session=session, title=title)

    def edit_view(self, request, year: str, key):
        conference = self.conference_to_arrange(request, year)
        slot = Slot.objects.draft().filter(conference=conference, key=key).select_related("session", "room").first()
        if slot is None:
            return self.slot_off_the_board(request, conference, key)
        form = SlotForm(sent(request), conference=conference, slot=slot)
        if request.method == "POST" and form.is_valid():
            try:
                return self.press(request, slot, form)
            except ValidationError as error:
                add_errors(form, error)
                slot = Slot.objects.filter(pk=slot.pk).select_related("session", "room").first() or slot
                form.data = form.data.copy()  # pressing Save again, after reading, is a decision
                form.data["opened"] = slot.version
        title = _("When and where: %(session)s") % {"session": slot.session.title}
        return self.slot_page(request, conference, form, session=slot.session, slot=slot, title=title)

    def press(self, request, slot: Slot, form: SlotForm):
        """What the button says. Raises ValidationError."""
        conference = slot.conference
        opened = Opened(slot.key, form.cleaned_data["opened"] or 0)
        match request.POST.get("do"):
            case "off":
                gone = unschedule(conference=conference, opened=opened)
                words = _("Taken off the board: %(slot)s.") % {"slot": spot_in_words(gone)}
                messages.success(request, words)
                self.log_change(request, conference, words)
                return HttpResponseRedirect(board_url(conference, day_of(conference, gone.starts_at)))
            case "back":
                slot = put_back(conference=conference, key=slot.key)
                return self.back_to_board(
                    request, slot, _("As it is published: %(slot)s.") % {"slot": spot_in_words(slot)}
                )
            case "publish":
                self.demand_right_to_publish(request)
                release = publish_change(conference=conference, opened=opened, by=request.user, **form.values)
                return self.after_quick_change(request, conference, release)
        slot = change_slot(conference=conference, opened=opened, **form.values)
        return self.back_to_board(request, slot, _("Saved: %(slot)s.") % {"slot": spot_in_words(slot)})

    def slot_off_the_board(self, request, conference: Conference, key):
        """It is published, but no longer in the draft: publish that, or bring it back."""
        standing = Standing.of(conference)
        placed = standing.published.by_key.get(key)
        if placed is None:
            messages.info(request, _("This session is not on the board any more."))
            return HttpResponseRedirect(board_url(conference))
        errors = []
        if request.method == "POST":
            try:
                if request.POST.get("do") == "back":
                    slot = put_back(conference=conference, key=key)
                    return self.back_to_board(
                        request, slot, _("Back on the board: %(slot)s.") % {"slot": spot_in_words(slot)}
                    )
                if request.POST.get("do") == "publish":
                    self.demand_right_to_publish(request)
                    release = publish_slot(conference=conference, key=key, by=request.user)
                    return self.after_quick_change(request, conference, release)
            except ValidationError as error:
                errors = error.messages
        title = _("Not on the board: %(session)s") % {"session": placed.slot.session.title}
        return self.schedule_page(
            request, "slot_off", conference, title=title, placed=placed, standing=standing, errors=errors,
            spot=spot_in_words(placed.slot), status=422 if errors else 200,
        )  # fmt: skip

    def back_to_board(self, request, slot: Slot, words: str):
        conference = slot.conference
        self.log_change(request, conference, words)
        messages.success(request, words)
        tell_clashes(request, Standing.of(conference), slot)
        return HttpResponseRedirect(board_url(conference, day_of(conference, slot.starts_at), slot=slot))

    def after_quick_change(self, request, conference: Conference, release):
        words = _("%(release)s is published with this one change. Everybody sees it now.") % {"release": release}
        self.log_change(request, conference, words)
        messages.success(request, words)
        return HttpResponseRedirect(board_url(conference))

    def slot_page(self, request, conference: Conference, form, *, session: Session, slot=None, title: str):
        standing = Standing.of(conference)
        beside = by_slot(standing.clashes).get(slot.key, []) if slot else []
        changes = [change for change in standing.changes if slot and change.slot == slot.key]
        return self.schedule_page(
            request, "slot", conference, title=title, form=form, session=session, slot=slot, standing=standing,
            clashes=beside, published=slot and standing.published.by_key.get(slot.key),
            changes=said(changes, conference=conference, for_organizers=True) if standing.release else [],
            back_url=board_url(conference, day_of(conference, slot.starts_at), slot=slot) if slot else board_url(conference),
            note_links=self.translation_links(slot) if slot and slot.note else [], status=422 if form.errors else 200,
        )  # fmt: skip
