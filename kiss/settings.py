"""One settings file, read from the environment. A missing or bad value stops the start."""

import os
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from kiss.files import protect

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(name: str, default: str = "0") -> bool:
    """Read a switch: 1 or 0, nothing else."""
    value = os.environ.get(name, default)
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}")
    return value == "1"


def env_secret(name: str) -> str:
    """Read a secret from NAME, or from the file that NAME_FILE points to."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    if value := os.environ.get(name):
        return value
    raise ImproperlyConfigured(f"{name} or {name}_FILE must be set")


def env_given(name: str) -> bool:
    """Tell whether a secret is given, itself or as a file that holds it."""
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


def env_keys(name: str) -> list[str]:
    """Read a ring of keys, the newest first, separated by commas."""
    keys = [key.strip() for key in env_secret(name).split(",")]
    if not all(keys):
        raise ImproperlyConfigured(f"{name} has an empty place among its keys")
    return keys


def env_toml(name: str) -> dict[str, Any]:
    """Read the TOML file that NAME points to; empty if it points to none."""
    path = os.environ.get(name)
    if not path:
        return {}
    try:
        return tomllib.loads(Path(path).read_text())
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ImproperlyConfigured(f"{name}: {error}") from error


def env_list(name: str, default: str = "") -> list[str]:
    """Read a list separated by commas."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def env_int(name: str, default: int, *, at_least: int = 1, at_most: int = 1_000_000) -> int:
    """Read a whole number between two limits, both included."""
    value = os.environ.get(name, str(default))
    if not value.isdecimal() or not at_least <= int(value) <= at_most:
        raise ImproperlyConfigured(f"{name} must be {at_least} to {at_most}, not {value!r}")
    return int(value)


def database(url: str) -> dict[str, object]:
    """Translate postgres://user:password@host:port/name?host=/socket/folder for Django."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres://")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            # A statement that comes again is planned once: a page's largest take 5 ms to plan.
            "server_side_binding": True,
            "prepare_threshold": 5,
            **query,
        },
    }


DEBUG = env_bool("DEBUG")
DEMO = env_bool("DEMO")
SECRET_KEY = env_secret("SECRET_KEY")
# Encrypts CPR numbers and attachments; lost key, lost numbers and files. While keys are changed
# there are several, separated by commas: the first locks, all of them open (docs/attachments.md).
FIELD_KEYS = env_keys("FIELD_KEY")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
# Plain HTTP is only for a machine that serves itself (make run, make test).
HTTPS = env_bool("HTTPS", "1")
# Whoever logs in with a password must also have an app or a key. Only the demo goes without.
SECOND_FACTOR = env_bool("SECOND_FACTOR", "1")
# The municipality's own sign-in (docs/signin.md); without a file everybody has a password.
SIGNIN_PROVIDER = env_toml("SIGNIN_PROVIDER_FILE")
SIGNIN_CLIENT_SECRET = (
    env_secret("SIGNIN_CLIENT_SECRET") if SIGNIN_PROVIDER.get("kind") == "oidc" else ""
)
PASSWORD_LOGIN = env_bool("PASSWORD_LOGIN", "1")
if not (PASSWORD_LOGIN or SIGNIN_PROVIDER):
    raise ImproperlyConfigured("PASSWORD_LOGIN=0 without SIGNIN_PROVIDER_FILE lets nobody in")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "guardian",
    "simple_history",
    "django_htmx",
    "kiss",
    "schools",
    "cases",
    "absence",
    "meetings",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "kiss.headers.private_pages",
    "kiss.headers.one_reading",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kiss.signin.middleware.session_limits",
    "kiss.signin.middleware.second_factor",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "kiss.headers.NothingUnlogged",
    "kiss.lib.overdue.forget_when_written",
]

ROOT_URLCONF = "kiss.urls"
WSGI_APPLICATION = "kiss.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kiss.context.shell",
            ],
            "builtins": ["django.templatetags.static", "kiss.templatetags.kiss"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database(env_secret("DATABASE_URL"))}
# Who owns the tables: for migrations alone. The program's own role owns nothing (kiss/roles.py).
OWNER_DATABASE = (
    database(env_secret("OWNER_DATABASE_URL")) if env_given("OWNER_DATABASE_URL") else None
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env_secret("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "kiss.lib.cache.ValkeyCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "kiss",
    }
}

CELERY_BROKER_URL = (
    "redis+socket://" + REDIS_URL.removeprefix("unix://") if "unix://" in REDIS_URL else REDIS_URL
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 7200, "global_keyprefix": "kiss:"}
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True

LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True
# Otherwise a case number or a year in a template gets a thousands separator.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / ".run" / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or DEMO
# Files for everybody, but for our own pages alone, and with the same headers as these.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = protect
# What is said after a save may name a child: it waits with the session, never in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Uploaded files wait here until a worker has read them; never under a served folder.
UPLOAD_DIR = Path(os.environ.get("UPLOAD_DIR", BASE_DIR / ".run" / "uploads"))
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
# Attachments lie encrypted in the database: the most for one file and in one case, at one school,
# and how many files, so that many small ones fill nothing either.
ATTACHMENT_MAX_BYTES = env_int("ATTACHMENT_MAX_MB", 10, at_most=50) * 1024 * 1024
ATTACHMENT_CASE_BYTES = env_int("ATTACHMENT_CASE_MB", 150) * 1024 * 1024
ATTACHMENT_SCHOOL_BYTES = env_int("ATTACHMENT_SCHOOL_MB", 10_000) * 1024 * 1024
ATTACHMENTS_IN_A_CASE = env_int("ATTACHMENTS_IN_A_CASE", 200, at_most=9_999)
ATTACHMENTS_IN_A_DAY = env_int("ATTACHMENTS_IN_A_DAY", 60)
# What is sent beyond the largest file that a page takes is dropped as it comes in.
UPLOAD_CEILING = max(UPLOAD_MAX_BYTES, ATTACHMENT_MAX_BYTES)
FILE_UPLOAD_HANDLERS = [
    "kiss.lib.uploading.Ceiling",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# For so many days what was typed and not saved is kept for its author.
DRAFT_DAYS = env_int("DRAFT_DAYS", 30, at_most=365)

# The look-up log (docs/log.md): whole months that are kept, and where the heads of its hash chain
# are written. The file belongs on a disk that the database's own people cannot write to.
LOOKUP_MONTHS = env_int("LOOKUP_MONTHS", 13, at_least=6, at_most=60)
AUDIT_ANCHOR_FILE = Path(os.environ.get("AUDIT_ANCHOR_FILE", BASE_DIR / ".run" / "anchors.txt"))
# Reading that raises a question: children or cases opened by one user in an hour and in ten
# minutes, the hours of the day (Danish time) that nobody is expected to work, and the cases without
# a task of one's own that are opened in a day.
ALARM_OPENED_IN_AN_HOUR = env_int("ALARM_OPENED_IN_AN_HOUR", 60)
# Where somebody must say why before opening one more child on a day.
CHILDREN_A_DAY = env_int("CHILDREN_A_DAY", 200)
ALARM_OPENED_IN_TEN_MINUTES = env_int("ALARM_OPENED_IN_TEN_MINUTES", 25)
ALARM_EVENING_HOUR = env_int("ALARM_EVENING_HOUR", 22, at_least=12, at_most=24)
ALARM_MORNING_HOUR = env_int("ALARM_MORNING_HOUR", 6, at_least=0, at_most=12)
ALARM_CASES_WITHOUT_TASK = env_int("ALARM_CASES_WITHOUT_TASK", 1)

AUTH_USER_MODEL = "schools.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/konto/login/"
ACCOUNT_ADAPTER = "kiss.signin.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "kiss.account_forms.LoginForm",
    "reset_password": "kiss.account_forms.ResetPasswordForm",
    "reset_password_from_key": "kiss.account_forms.ResetPasswordKeyForm",
    "change_password": "kiss.account_forms.ChangePasswordForm",
    "set_password": "kiss.account_forms.SetPasswordForm",
    "reauthenticate": "kiss.account_forms.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Nobody can sign up, so a mail to an unknown address would have nothing to offer.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# What a step-up asks for holds for this many seconds.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
# Counted in Valkey. All windows are five minutes, so that "try again in five minutes" is true of
# each. A whole municipality may come from one address: only the account's own limit is narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "600/5m/ip",
    "login_failed": "100/5m/ip,5/5m/key",
    "reset_password": "60/5m/ip,5/5m/key",
    "reset_password_from_key": "60/5m/ip",
    "change_password": "5/5m/user",
    "reauthenticate": "10/5m/user",
}
# How many proxies of the municipality's own stand before us: their word on who asks is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))
MFA_ADAPTER = "kiss.signin.adapters.FactorAdapter"
MFA_FORMS = {
    "activate_totp": "kiss.signin.forms.ActivateAppForm",
    "add_webauthn": "kiss.signin.forms.AddKeyForm",
    "authenticate": "kiss.signin.forms.CodeForm",
    "authenticate_webauthn": "kiss.signin.forms.KeyForm",
    "reauthenticate": "kiss.signin.forms.CodeAgainForm",
    "reauthenticate_webauthn": "kiss.signin.forms.KeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# Whoever is here was made by the municipality with an address of its own. allauth would otherwise
# refuse a factor to everybody who has ever asked for a link to a new password.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Kom i skole"
# A telephone whose clock is half a minute off is let in; a code is used once all the same.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# One anonymous user row would be a ghost in every list of people.
ANONYMOUS_USER_NAME = None
# guardian's backend knows no dates, so it is never asked: cases.permissions reads its table.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
# kiss.signin.sessions ends them: after 20 minutes without use, and after ten hours in any case.
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
if HTTPS:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
else:
    # Cookies know no port: two copies on one machine would otherwise log each other out.
    SESSION_COOKIE_NAME = "session" + os.environ.get("PORT", "")
    CSRF_COOKIE_NAME = "csrf" + os.environ.get("PORT", "")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

# Without a mail server mail is written to the log of the web process: enough for the demo.
MAIL_HOST = os.environ.get("MAIL_HOST", "")
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "kom-i-skole@localhost")
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": MAIL_HOST,
            "port": int(os.environ.get("MAIL_PORT", "587")),
            "username": os.environ.get("MAIL_USER", ""),
            "password": os.environ.get("MAIL_PASSWORD", ""),
            "use_tls": True,
            "timeout": 10,
        },
    }
    if MAIL_HOST
    else {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # Only method, path and status: never a query string, a form value or a name.
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    "loggers": {
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
