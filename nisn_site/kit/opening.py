"""Admin pages that show how to find somebody: each look at one is on record."""

from django.contrib import admin

from .audit import record


class NotedWhenOpenedAdmin(admin.ModelAdmin):
    """Writes `<model>.opened` to the audit log whenever the page of one row is shown, also with an error on it.

    Organizers need no reason to look, but they know that it can be asked for. Lists show no addresses and note nothing.
    """

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            record(request.user, f"{self.opts.model_name}.opened", obj)
        return super().render_change_form(request, context, add, change, form_url, obj)
