"""A bare Django view to compare with: no middleware, no template, no database, but the very bytes of our main page."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(SECRET_KEY="bare", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], USE_I18N=False)
BODY = Path(os.environ["BARE_BODY"]).read_bytes()


def bare(request):
    return HttpResponse(BODY, headers={"Content-Length": str(len(BODY))})


urlpatterns = [path("", bare)]
application = get_wsgi_application()
