"""All settings, read once from the environment. Production is the default; `dev.py` asks for development."""

import os
from pathlib import Path

from django.utils.csp import CSP

from .embedded_postgres import ensure_database
from .env import Environment, kept_secret

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / ".var"
env = Environment(os.environ)

# -- what this installation is -------------------------------------------------------------------
DEBUG = env.debug
SECRET_KEY = env.text("SECRET_KEY", development=lambda: kept_secret(VAR_DIR / "secret_key"))
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS", default="")
# The newest first; all of them open what they sealed. A key outside the database is what makes its theft harmless.
PERSONAL_DATA_KEYS = env.keys("PERSONAL_DATA_KEYS", development=lambda: kept_secret(VAR_DIR / "personal_data_key", 32))
ADDRESS_INDEX_KEY = env.key("ADDRESS_INDEX_KEY", development=lambda: kept_secret(VAR_DIR / "address_index_key", 32))
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", development="localhost,127.0.0.1,[::1]")
SITE_ORIGIN = f"https://{next(iter(ALLOWED_HOSTS), '')}" if not DEBUG else "http://127.0.0.1:8000"  # of links in mails
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not DEBUG]
SECURITY_CONTACT = env.text("SECURITY_CONTACT", development="mailto:security@example.org")

# -- the database ----------------------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", development=lambda: ensure_database(BASE_DIR))}
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": False}
DATABASES["default"]["OPTIONS"] |= {
    "connect_timeout": 3,
    "options": "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000",
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- the pieces --------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "nisn_site",
    "conference",
    "campaigns",
    "nisn_site.apps.OrganizerAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "nisn_site.apps.SiteStaticFilesConfig",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.forms",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "nisn_site.headers.SecurityHeaders",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "nisn_site.headers.StaffPolicy",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "nisn_site.language_in_path.LanguageInPath",
    "nisn_site.error_pages.ErrorPages",
    "nisn_site.input_guard.InputGuard",
    "nisn_site.page_cache.PageCache",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nisn_site.organizer_accounts.SecondFactorRequired",
]
ROOT_URLCONF = "nisn_site.urls"
SITEMAPS = ["conference.sitemaps.SITEMAPS", "campaigns.sitemaps.SITEMAPS"]
FINDABLE = ["conference.findable.SOURCES", "campaigns.findable.SOURCES"]
DEMO_CONTENT = [
    "conference.demo.content.load_all",
    "conference.demo.schedules.load_all",
    "campaigns.demo.proposals.load_all",
    "campaigns.demo.remarks.load_all",
    "campaigns.demo.adoption.credit_remarks",
    "campaigns.demo.unity.load_all",
]
HOLDINGS = ["nisn_site.personal_data.HOLDINGS", "conference.personal_data.HOLDINGS", "campaigns.personal_data.HOLDINGS"]
WSGI_APPLICATION = "nisn_site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "nisn_site.kit.tags"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "conference.frame.frame",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # so that templates/django/forms decides how fields look

# -- organizers' accounts: visitors never have one -----------------------------------------------------
AUTH_USER_MODEL = "nisn_site.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", default=not DEBUG)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "nisn_site.organizer_accounts.OrganizerAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # that mail invites strangers to sign up, which nobody can
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_ADAPTER = "nisn_site.organizer_accounts.SealedSecretsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Organizers"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60

# -- mail ------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", development="site@example.org")
MAIL_SENDER = "conference.mail_sender.sender"
MAILERS = {
    "default": {
        "BACKEND": "nisn_site.dev_mail.FolderMailer",
        "OPTIONS": {"file_path": VAR_DIR / "mail"},
    }
}
MAIL_SERVER = {
    "host": env.text("MAIL_HOST", development=""),
    "port": env.number("MAIL_PORT", default=587),
    "username": env.text("MAIL_USER", default=""),
    "password": env.text("MAIL_PASSWORD", default=""),
    "use_tls": env.flag("MAIL_TLS", default=True),
    "timeout": 10,
}
# Reports of what came back, by anymail. Services prove who they are by name and password, some also by a key.
MAIL_SERVICE = env.text("MAIL_SERVICE", default="")
MAIL_REPORTS_SECRET = env.text("MAIL_REPORTS_SECRET", default="")
MAIL_REPORTS_KEY = env.text("MAIL_REPORTS_KEY", default="")
ANYMAIL = {"WEBHOOK_SECRET": MAIL_REPORTS_SECRET} | {
    f"{MAIL_SERVICE.upper()}_{name}": MAIL_REPORTS_KEY
    for name in ("WEBHOOK_SIGNING_KEY", "WEBHOOK_KEY", "SIGNING_SECRET")
}
if MAIL_SERVER["host"]:
    MAILERS = {"default": {"BACKEND": "nisn_site.kit.outbox.smtp.Mailer", "OPTIONS": MAIL_SERVER}}

# -- work in the background ---------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# A worker that gives no sign of life for three heartbeats is dead: another one takes up what it was doing.
WORKER_HEARTBEAT = 5  # seconds
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 3, "delete_jobs": "successful", "shutdown_graceful_timeout": 25}

# -- languages and time ------------------------------------------------------------------------------------
# Names as speakers write them.
LANGUAGE_NAMES = {
    "en": "English",
    "es": "Español",
    "ar": "العربية",
    "fr": "Français",
    "zh-hans": "中文",
    "ko": "한국어",
    "vi": "Tiếng Việt",
}
LANGUAGES = [(code, LANGUAGE_NAMES[code]) for code in env.words("SITE_LANGUAGES", default="en,es")]
LANGUAGE_CODE = LANGUAGES[0][0]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", default="America/New_York")

# -- files ---------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "nisn_site.stylesheet.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATIC_ROOT = Path(env.text("STATIC_ROOT", default=str(VAR_DIR / "static")))
if DEBUG:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns about a folder that is not there
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", default=str(VAR_DIR / "media")))
ERROR_PAGES_DIR = STATIC_ROOT.parent / "error-pages"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

KEEP_PAGES = not DEBUG  # finished pages stay in memory until something changes

# -- limits: InputGuard answers 413 before Django would answer 400 --------------------------------------------
LARGEST_FORM_BYTES = 2_000_000
LARGEST_UPLOAD_BYTES = 8_000_000
LONGEST_QUERY_BYTES = 4_000
MOST_QUERY_PARTS = 1_000
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_FORM_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000  # a draft of 300 sections is one form

# -- the browser's side ------------------------------------------------------------------------------------------
HTTPS = not DEBUG
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", default=63_072_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" makes browsers send "Origin: null": every form would fail
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W002"]  # nisn_site.headers sends X-Frame-Options, not Django's middleware
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-session", "__Host-csrf") if HTTPS else ("session", "csrf")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "nisn_site.error_pages.csrf_failure"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],  # Lighthouse reads robots.txt from the page
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "require-trusted-types-for": ["'script'"],
}

# -- the log: no address, no browser name, no query ------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"discreet": {"()": "nisn_site.discreet_log.DiscreetFilter"}},
    "formatters": {
        "plain": {
            "format": "{levelname} {name} {message}",
            "style": "{",
            "()": "nisn_site.discreet_log.DiscreetFormatter",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["discreet"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
    },
}

env.refuse_to_start_if_incomplete()
