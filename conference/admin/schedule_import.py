"""The pages on which an organizer brings a schedule from a file into the draft, looks first, and can take it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from nisn_site.kit.translation_admin import change_url

from ..models import Conference, ScheduleImport
from ..schedule.importing.current import setting_of
from ..schedule.importing.forms import UploadForm
from ..schedule.importing.preview import Preview, keep_upload
from ..schedule.importing.undoing import take_back

SHOWN_BEFORE = 20  # imports in the list


class ScheduleImportPages:
    """Mixed into the admin of conferences."""

    def get_urls(self):
        pages = [
            ("<int:object_id>/import-schedule/", self.upload_view, "import_schedule"),
            ("<int:object_id>/import-schedule/<int:import_id>/", self.decide_view, "decide_import"),
        ]
        own = [
            path(route, self.admin_site.admin_view(view), name=f"conference_conference_{name}")
            for route, view, name in pages
        ]
        return [*own, *super().get_urls()]

    def conference_to_change(self, request, object_id: int) -> Conference:
        conference = get_object_or_404(Conference, pk=object_id)
        if not self.has_change_permission(request, conference):
            raise PermissionDenied
        return conference

    def upload_view(self, request, object_id: int):
        """The form for the file, and the files that were uploaded before."""
        conference = self.conference_to_change(request, object_id)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*sent, setting=setting_of(conference))
        if form.is_valid():
            file = form.cleaned_data["file"]
            upload = keep_upload(conference=conference, content=form.content, name=file.name, by=request.user)
            return HttpResponseRedirect(decide_url(upload))
        uploads = conference.schedule_imports.without_content().newest_first().select_related("created_by")
        values = {"form": form, "uploads": uploads[:SHOWN_BEFORE]}
        title = _("Import a schedule into %(conference)s") % {"conference": conference}
        return self.import_page(request, conference, "upload", title, status=422 if form.errors else 200, **values)

    def decide_view(self, request, object_id: int, import_id: int):
        """The preview; each of its buttons is sent to this address, and only the last one writes into the draft."""
        conference = self.conference_to_change(request, object_id)
        upload = get_object_or_404(conference.schedule_imports.select_related("conference"), pk=import_id)
        step = request.POST.get("step", "")
        if step == "take_back":
            return self.take_back(request, upload)
        if upload.state != ScheduleImport.State.OPEN:
            return HttpResponseRedirect(decide_url(upload)) if step else self.decided_page(request, upload)
        if step == "discard":
            upload.delete()
            messages.success(request, _("“%(file)s” is thrown away. The draft is as it was.") % {"file": upload})
            return HttpResponseRedirect(upload_url(conference))
        return self.preview(request, upload, step)

    def preview(self, request, upload: ScheduleImport, step: str):
        preview = Preview(upload)
        if not step:
            return self.preview_page(request, preview, preview.columns_form(), preview.choices_form())
        columns, choices = preview.columns_form(request.POST), preview.choices_form(request.POST)
        if not choices.is_valid() or (columns and not columns.is_valid()):
            return self.preview_page(request, preview, columns, choices, status=422)
        is_other = preview.keep(layout=columns.layout_values if columns else None, choices=choices.choices)
        if step == "fill" and not is_other:
            return self.fill(request, preview)
        if step == "fill":
            messages.warning(request, _("You changed something. Look at what will happen now, then decide."))
        return HttpResponseRedirect(decide_url(upload))

    def fill(self, request, preview: Preview):
        try:
            preview.fill(request.POST.get("seen", ""))
        except ValidationError as error:
            again = Preview(preview.upload)
            return self.preview_page(
                request, again, again.columns_form(), again.choices_form(), errors=error.messages, status=422
            )
        messages.success(
            request,
            _("“%(file)s” is in the draft. Nobody but organizers sees it until you publish.")
            % {"file": preview.upload},
        )
        return HttpResponseRedirect(decide_url(preview.upload))

    def take_back(self, request, upload: ScheduleImport):
        try:
            take_back(upload=upload)
        except ValidationError as error:
            return self.decided_page(request, upload, errors=error.messages, status=422)
        messages.success(request, _("“%(file)s” is taken back. The draft is as it was before.") % {"file": upload})
        return HttpResponseRedirect(upload_url(upload.conference))

    def preview_page(self, request, preview: Preview, columns, choices, *, errors=(), status: int = 200):
        plan = preview.plan
        values = {
            "preview": preview, "upload": preview.upload, "columns": columns, "choices": choices, "errors": errors, "plan": plan,
            "new": preview.lines(plan.new), "changed": preview.lines(plan.changed),
        }  # fmt: skip
        title = _("What “%(file)s” would change") % {"file": preview.upload}
        return self.import_page(request, preview.upload.conference, "preview", title, status=status, **values)

    def decided_page(self, request, upload: ScheduleImport, *, errors=(), status: int = 200):
        return self.import_page(
            request, upload.conference, "decided", str(upload), status=status, upload=upload, errors=errors
        )

    def import_page(self, request, conference: Conference, name: str, title: str, *, status: int, **values):
        context = self.admin_site.each_context(request) | {
            "title": title, "conference": conference, "original": conference, "opts": self.opts, "status": status, "tab": "import",
            "upload_url": upload_url(conference), "back_url": change_url(conference), **values,
        }  # fmt: skip
        return render(request, f"admin/conference/schedule_import/{name}.html", context, status=status)


def upload_url(conference: Conference) -> str:
    return reverse("admin:conference_conference_import_schedule", args=[conference.pk])


def decide_url(upload: ScheduleImport) -> str:
    return reverse("admin:conference_conference_decide_import", args=[upload.conference_id, upload.pk])
