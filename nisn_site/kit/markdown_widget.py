from django import forms
from django.urls import reverse_lazy


class MarkdownTextarea(forms.Textarea):
    """A text area with a six-line cheat sheet and a preview button that works without JavaScript.

    The button sends the form to the preview page in a new tab, so nothing typed is lost.
    """

    template_name = "kit/markdown_textarea.html"
    preview_url = reverse_lazy("admin:preview_markdown")

    def __init__(self, attrs=None):
        super().__init__({"rows": 16, "dir": "auto"} | (attrs or {}))

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"preview_url": self.preview_url}
