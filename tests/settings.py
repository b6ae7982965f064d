"""The site's settings with Arabic switched on, so that every page is also tested from right to left."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "1")
os.environ["SITE_LANGUAGES"] = "en,es,ar"

from nisn_site.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
KEEP_PAGES = False  # most tests roll their changes back, and the version with them
DATABASES["default"]["ENGINE"] = "tests.quick_to_empty"  # noqa: F405
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="test-static-"))
atexit.register(shutil.rmtree, STATIC_ROOT, ignore_errors=True)
MEDIA_ROOT = tempfile.mkdtemp(prefix="test-media-")
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
TEMPLATES[0]["DIRS"].append(BASE_DIR / "tests" / "templates")  # noqa: F405
