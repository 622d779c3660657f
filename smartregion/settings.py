"""Settings, read from the environment (12-factor).

In production, that is without DEMO and DEBUG, the server does not start without SECRET_KEY, DATABASE_URL and EMAIL_URL;
`manage.py check --deploy` names what is missing (smartregion.E001).

DATABASE_URL            postgres://user:password@host/name; otherwise an embedded PostgreSQL runs in `.var/postgres`
DATABASE_FOLDER         where the embedded PostgreSQL keeps its data instead
DATABASE_NAME           another database on the same server, such as the one that `manage.py simulate` fills
SECRET_KEY              the same on all hosts; otherwise a random one is made once and kept in `.var/secret_key`
ALLOWED_HOSTS           host names, comma separated; default: this machine
CSRF_TRUSTED_ORIGINS    https://host, comma separated; needed behind a proxy that changes the Host header
DEBUG                   1 for development: tracebacks, insecure cookies
DEMO                    1 for the demonstration: one-click accounts, insecure cookies on loopback
SECOND_FACTOR_REQUIRED  0 lets analysts and admins in without an authenticator app; default: 1 in production
TRUSTED_PROXY_COUNT     proxies in front that set X-Forwarded-For; default 0: log-in attempts are counted by REMOTE_ADDR
HSTS_SECONDS            how long browsers insist on HTTPS for this host; default in production: a year
EMAIL_URL               smtp+tls://user:password@host (port 587), smtp+ssl:// (465) or smtp:// without TLS (25), each
                        with another port as host:port; default in demo and development: printed to the console
DEFAULT_FROM_EMAIL      sender of all mails
CONTACT_EMAIL           where municipalities reach the Gigabit team
MAIL_RETENTION_DAYS     for how long sent and failed letters stay in the database; default 30 (`manage.py cleanup_mail`)
"""

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from smartregion.environment import database, env, mail_server, whole_number

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / ".var"

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
IS_PRODUCTION = not (DEBUG or DEMO)
NEEDED_IN_PRODUCTION = ("SECRET_KEY", "DATABASE_URL", "EMAIL_URL")
MISSING = [name for name in NEEDED_IN_PRODUCTION if IS_PRODUCTION and not env.str(name, default="")]


def local_secret_key() -> str:
    """A random key made once per checkout, so that sessions survive a restart."""
    file = VAR_DIR / "secret_key"
    if not file.exists():
        VAR_DIR.mkdir(exist_ok=True)
        file.write_text(secrets.token_urlsafe(64))
        file.chmod(0o600)
    return file.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or ("" if IS_PRODUCTION else local_secret_key())
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "smartregion",
    "survey",
    "atlas",
    "survey.administration.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "pgtrigger",
    "post_office",
]

MIDDLEWARE = [
    "smartregion.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "smartregion.middleware.PrivatePagesMiddleware",
    "smartregion.middleware.NulByteMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "smartregion.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "survey.second_factor.SecondFactorMiddleware",
    "smartregion.kept.KeptFormMiddleware",
    "smartregion.middleware.NotAllowedPageMiddleware",
]

ROOT_URLCONF = "smartregion.urls"
WSGI_APPLICATION = "smartregion.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "smartregion.context.site",
                "survey.context.team",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- data ---------------------------------------------------------------------------------------------------------

# Of PostgreSQL itself with this URL; without it the engine starts the embedded server, in production never.
DATABASES: dict[str, dict[str, Any]] = {"default": {"ENGINE": "smartregion.database", "NAME": "postgres"}}
if env.str("DATABASE_URL", default=""):
    DATABASES["default"] = database("DATABASE_URL", engine="smartregion.database")
elif not IS_PRODUCTION:
    folder = Path(env.str("DATABASE_FOLDER", default="") or VAR_DIR / "postgres")
    DATABASES["default"]["OPTIONS"] = {"folder": folder}
DATABASES["default"]["NAME"] = env.str("DATABASE_NAME", default="") or DATABASES["default"]["NAME"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Shared by all workers, because allauth counts failed logins here.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # Finished pages, keyed by the version of the data: each worker may have its own.
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 200}},
}

# A request larger than FILE_UPLOAD_MAX_MEMORY_SIZE (2.5 MB) loses its file at once: no upload ever reaches the disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# --- people -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "survey.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "start"

ACCOUNT_ADAPTER = "survey.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # admins enter the address; the code proves that its owner reads it
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {"request_login_code": "survey.login_code.LoginCodeForm"}
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip",
    # codes to one address, see survey/login_code.py
    "code_to_known_browser": "5/10m/key",
    "code_from_place": "3/10m/key",
    "code_to_strangers": "20/d/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("TRUSTED_PROXY_COUNT", default=0)
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=IS_PRODUCTION)
MFA_ADAPTER = "survey.accounts.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Atlas Digitalisierung"

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_PRODUCTION else None
SECURE_HSTS_SECONDS = whole_number("HSTS_SECONDS", default=365 * 24 * 3600) if IS_PRODUCTION else 0
# Of this host alone: whether its subdomains, or a whole domain in the browsers' lists, have HTTPS is not ours to say.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "smartregion.views.csrf_failure"

# No inline script, no inline style, nothing from elsewhere. Atlas pages alone allow plotly's style attributes.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- mail ---------------------------------------------------------------------------------------------------------

# Every mail is written to the database, in the transaction of what it tells of, and sent by `manage.py
# send_queued_mail`: no request ever waits for a mail server. What the server does not take is tried for a day.
EMAIL_BACKEND = "survey.mail.QueueBackend"
EMAIL_DELIVERY = mail_server("EMAIL_URL", default="consolemail://")
POST_OFFICE = {
    "BACKENDS": {"default": EMAIL_DELIVERY["EMAIL_BACKEND"]},
    "RETRY_INTERVAL": timedelta(minutes=1),
    "MAX_RETRIES": 24 * 60,
}
MAIL_RETENTION_DAYS = whole_number("MAIL_RETENTION_DAYS", default=30, lowest=1)
EMAIL_HOST = EMAIL_DELIVERY.get("EMAIL_HOST", "localhost")
EMAIL_HOST_USER = EMAIL_DELIVERY.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_DELIVERY.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL_DELIVERY.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_DELIVERY.get("EMAIL_USE_SSL", False)
EMAIL_PORT = EMAIL_DELIVERY.get("EMAIL_PORT") or (587 if EMAIL_USE_TLS else 465 if EMAIL_USE_SSL else 25)
EMAIL_TIMEOUT = 10
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="atlas@gigabit-region-stuttgart.example")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"Atlas Digitalisierung <{CONTACT_EMAIL}>")

# --- language -----------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["smartregion.formats"]  # British dates in English

# --- static files -------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "smartregion.staticfiles.PackageFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "woff2", "gz", "br", "map"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
