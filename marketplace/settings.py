"""Settings of the registry and the marketplace. The environment is read here, once, and nowhere else.

docs/OPERATIONS.md explains each variable. With none set, the site runs on one machine out of `var/`:
SQLite, a folder for archives and a worker thread. Nothing here is less safe by default than in production,
except that plain HTTP is served until CTXPACK_PUBLIC_URL begins with https.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from marketplace.environment import Environment, secret_from_file

env = Environment(os.environ)

BASE_DIR = Path(__file__).resolve().parent.parent
CTXPACK_DATA_DIR = Path(env.text("CTXPACK_DATA_DIR", str(BASE_DIR / "var"))).resolve()
CTXPACK_PUBLIC_URL = env.text("CTXPACK_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
_public = urlsplit(CTXPACK_PUBLIC_URL)
_https = _public.scheme == "https"

# --- Django -----------------------------------------------------------------------------------------

DEBUG = env.flag("CTXPACK_DEBUG")
SECRET_KEY = env.text("CTXPACK_SECRET_KEY") or secret_from_file(CTXPACK_DATA_DIR / "secret.key")
ALLOWED_HOSTS = env.words("CTXPACK_ALLOWED_HOSTS") or sorted(
    {"localhost", "127.0.0.1", "[::1]", _public.hostname or "localhost"}
)
ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "registry.User"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

INSTALLED_APPS = [
    "marketplace",
    "registry",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django_htmx",
    # The REST framework itself is none of them: its template tags would be imported for every page.
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "marketplace.site.privately.PrivatelyMiddleware",
    "marketplace.site.limits.RequestSizeMiddleware",
    "registry.api.addresses.ApiAddressesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "marketplace.site.refusals.RefusalMiddleware",
    "marketplace.site.characters.FormCharactersMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# --- Accounts (django-allauth) ----------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ACCOUNT_ADAPTER = "marketplace.account.access.AccountAdapter"
ACCOUNT_FORMS = {
    "signup": "marketplace.account.forms.SignUpForm",
    "login": "marketplace.account.forms.SignInForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "ctxpack: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# Or whoever finds a browser signed in adds an address of theirs and has the password reset to it.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = f"ctxpack {_public.hostname}"
# A code that runs out while it is typed is taken: the one step that RFC 6238 (section 5.2) recommends.
MFA_TOTP_TOLERANCE = 1
# Browsers offer passkeys on plain HTTP to the machine itself alone, which is where nothing is set.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _https
# Accounts of other sites that may sign in, each as `provider:id:secret` of the application registered there.
_social = [text.split(":", 2) for text in env.words("CTXPACK_SOCIAL")]
INSTALLED_APPS += [f"allauth.socialaccount.providers.{provider}" for provider, _id, _secret in _social]
SOCIALACCOUNT_PROVIDERS = {
    provider: {"APPS": [{"client_id": client, "secret": secret}]} for provider, client, secret in _social
}
# A link, not a form: the policy lets no form lead to another site.
SOCIALACCOUNT_LOGIN_ON_GET = True
# How many proxies stand in front; with none, what a client says in X-Forwarded-For counts for nothing.
CTXPACK_PROXIES = env.number("CTXPACK_PROXIES", 0, minimum=0)
ALLAUTH_TRUSTED_PROXY_COUNT = CTXPACK_PROXIES

# --- E-mail -----------------------------------------------------------------------------------------

# With no server named, each message is a file, so that nothing is lost and everything can be tried.
EMAIL_HOST = env.text("CTXPACK_EMAIL_HOST")
EMAIL_PORT = env.number("CTXPACK_EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("CTXPACK_EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("CTXPACK_EMAIL_PASSWORD")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = CTXPACK_DATA_DIR / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
DEFAULT_FROM_EMAIL = env.text("CTXPACK_EMAIL_FROM", f"ctxpack@{_public.hostname or 'localhost'}")
# Whoever can be written to must show that the address is theirs; where mail goes nowhere, nobody can.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if EMAIL_HOST else "optional"
MFA_ALLOW_UNVERIFIED_EMAIL = not EMAIL_HOST

# --- Database ---------------------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{CTXPACK_DATA_DIR / 'registry.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    CTXPACK_DATA_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        # Readers never wait for the writer (WAL). A submission that was answered with 202 must survive a
        # power cut, hence FULL. IMMEDIATE takes the write lock at BEGIN, where `timeout` applies; a
        # transaction that reads first and then writes could otherwise fail at once with "locked".
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }

# --- Store, signer, work ----------------------------------------------------------------------------

CTXPACK_STORE_DIR = CTXPACK_DATA_DIR / "store"
CTXPACK_S3 = {
    "endpoint": env.text("CTXPACK_S3_ENDPOINT"),
    "bucket": env.text("CTXPACK_S3_BUCKET"),
    "access_key": env.text("CTXPACK_S3_ACCESS_KEY"),
    "secret_key": env.text("CTXPACK_S3_SECRET_KEY"),
    "region": env.text("CTXPACK_S3_REGION", "us-east-1"),
}
CTXPACK_STORE = "registry.storage.s3.S3Store" if CTXPACK_S3["bucket"] else "registry.storage.files.FileStore"
CTXPACK_SIGNING_KEY_FILE = Path(env.text("CTXPACK_SIGNING_KEY_FILE", str(CTXPACK_DATA_DIR / "signing.key")))

# The wheel of the command, which builders install from here: on the public index its name is another's.
CTXPACK_CLIENT_WHEEL = env.text("CTXPACK_CLIENT_WHEEL")

# A worker that died is believed dead when its lease has run out; a task is killed well before that, so
# that two workers never hold one submission. Redis gives a task that nobody confirmed to another worker
# after the visibility timeout, which must be the longest of the three.
CTXPACK_LEASE_SECONDS = env.number("CTXPACK_LEASE_SECONDS", 90)
CTXPACK_SWEEP_SECONDS = env.number("CTXPACK_SWEEP_SECONDS", 15)
# A second scanner of packs, as a command: docs/OPERATIONS.md says how it is called.
CTXPACK_SCANNER = env.text("CTXPACK_SCANNER")
# A language model that reads packs beside the rules, as a command, and how people are told of it.
CTXPACK_MODEL_READER = env.text("CTXPACK_MODEL_READER")
CTXPACK_MODEL_READER_NAME = env.text(
    "CTXPACK_MODEL_READER_NAME", "a language model of this registry's operator"
)
CTXPACK_MODEL_READER_ENVIRONMENT = {
    name: env.text(name) for name in env.words("CTXPACK_MODEL_READER_VARIABLES") if env.text(name)
}
CTXPACK_MODEL_READER_PRIVATE = env.flag("CTXPACK_MODEL_READER_PRIVATE")
CTXPACK_MODEL_READER_SETTLES = env.flag("CTXPACK_MODEL_READER_SETTLES")
CTXPACK_MODEL_READER_HOURLY = env.number("CTXPACK_MODEL_READER_HOURLY", 600)
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL")
CTXPACK_WAKE = "registry.wake.celery" if CELERY_BROKER_URL else "registry.wake.thread"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": max(600, 2 * CTXPACK_LEASE_SECONDS),
    # An upload must not hang because Redis does: the row is written, and the sweeper wakes the worker later.
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "max_retries": 0,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = max(1, CTXPACK_LEASE_SECONDS * 2 // 3)
CELERY_TASK_TIME_LIMIT = max(2, CTXPACK_LEASE_SECONDS * 5 // 6)
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# --- Security ---------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Pico draws the marks of its form controls from its own style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https
# The proxy in front must set this header itself and drop what a client sent; docs/OPERATIONS.md says so.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
CSRF_TRUSTED_ORIGINS = [CTXPACK_PUBLIC_URL] if _https else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if _https else "ctxpack-session"
CSRF_COOKIE_NAME = "__Host-csrf" if _https else "ctxpack-csrf"
SESSION_COOKIE_AGE = 14 * 24 * 3600
# An archive is streamed to disk by its own handler, with its own limit; everything else is small.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = ["registry.uploads.NamelessUpload"]

# --- Caches -----------------------------------------------------------------------------------------

_LOCAL = "django.core.cache.backends.locmem.LocMemCache"
# Room for the counts of as many addresses as may ask within an hour; the oldest would be forgotten.
_IN_PROCESS = {"BACKEND": _LOCAL, "OPTIONS": {"MAX_ENTRIES": 10_000}}
_IN_REDIS = {
    "BACKEND": "registry.shared_counts.SharedCounts",
    "LOCATION": CELERY_BROKER_URL,
    "KEY_PREFIX": "ctxpack",
    "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
}
CACHES = {
    "default": _IN_PROCESS,
    "kept": {"BACKEND": _LOCAL, "LOCATION": "kept"},
    # What all web processes count together.
    "shared": _IN_REDIS if CELERY_BROKER_URL.startswith(("redis://", "rediss://")) else _IN_PROCESS,
}

# --- Static files -----------------------------------------------------------------------------------

STATIC_URL = "/static/"
# Where `collectstatic` has put the files (the image does that), under names that carry a digest and never
# expire. A clone needs no such step: with no folder named, the files are served as they lie.
_collected = env.text("CTXPACK_STATIC_DIR")
STATIC_ROOT = Path(_collected).resolve() if _collected else None
WHITENOISE_USE_FINDERS = not _collected
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- API --------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["registry.api.parsers.ObjectParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "registry.api.handler.problem_response",
    # Installing costs none of it: the edge answers without counting.
    "DEFAULT_THROTTLE_RATES": {
        "read": env.text("CTXPACK_RATE_READ", "1200/min"),
        "write": env.text("CTXPACK_RATE_WRITE", "600/hour"),
        "complain": "5/hour",
        "attest": "60/hour",
        "submit": env.text("CTXPACK_RATE_SUBMIT", "600/hour"),
    },
    "NUM_PROXIES": CTXPACK_PROXIES,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "ctxpack registry",
    "DESCRIPTION": "Publish packs, find them, and install them. Errors are problem documents (RFC 9457).",
    "VERSION": "1",
    "COMPONENT_SPLIT_REQUEST": True,
    # Fields of one name with other words in each model: what readers of the description call them.
    "ENUM_NAME_OVERRIDES": {
        "DecisionStatus": "registry.models.appeal.Appeal.Status",
        "SubmissionStatus": "registry.models.submission.Submission.Status",
    },
}

# --- Log --------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "registry.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": env.text("CTXPACK_LOG_LEVEL", "INFO").upper()},
    "loggers": {
        # Django has handlers of its own for these; one line each is enough.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "botocore": {"level": "WARNING"},
        "urllib3": {"level": "WARNING"},
    },
}
