"""The site's settings with Arabic switched on, so that every page is also tested from right to left."""

import os

os.environ.setdefault("DEBUG", "1")
os.environ["SITE_LANGUAGES"] = "en,es,ar"

from nisn_site.settings import *  # noqa: F403
from nisn_site.settings import VAR_DIR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = VAR_DIR / "test-media"
