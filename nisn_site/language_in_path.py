import re

from django.middleware.locale import LocaleMiddleware

LANGUAGE_LIKE = re.compile(r"^/[a-z]{2,3}(-[a-z]+)?/", re.IGNORECASE)


class LanguageInPath(LocaleMiddleware):
    """Django's middleware, which also leads `/2007/` to `/en/2007/`; but `/fr/` is not a page called "fr"."""

    def process_response(self, request, response):
        if response.status_code == 404 and LANGUAGE_LIKE.match(request.path_info):
            return response
        return super().process_response(request, response)
