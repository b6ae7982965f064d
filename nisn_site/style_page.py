"""Every component in every state on one page: living documentation, for development only."""

from django import forms
from django.shortcuts import render
from django.views.decorators.http import require_safe


class SampleForm(forms.Form):
    """A form with one field of each kind; it is shown, never sent."""

    name = forms.CharField(label="Your name", help_text="As you want it shown.", max_length=80)
    email = forms.EmailField(label="Email (optional)", required=False)
    kind = forms.ChoiceField(label="What is it about?", choices=[("travel", "Travel"), ("press", "Press")])
    message = forms.CharField(label="Message", widget=forms.Textarea, help_text="Up to 4,000 characters.")
    agree = forms.BooleanField(label="Show my name on the site", required=False)


@require_safe
def style(request):
    with_errors = SampleForm({"name": "", "email": "not an address", "kind": "travel", "message": "Kept as typed."})
    with_errors.is_valid()
    return render(request, "style.html", {"form": SampleForm(auto_id="empty_%s"), "form_with_errors": with_errors})
