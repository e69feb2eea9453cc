"""An office's server: behind TLS, with hosts and key of its own. Refuses to start with less."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, DATA_DIR, SECRET_KEY, SITE_URL, STORAGES, env

DEBUG = env.bool("DEBUG", default=False)
if DEBUG:
    raise ImproperlyConfigured("DEBUG must stay off: an error page would show settings to strangers.")
if not env.list("ALLOWED_HOSTS", default=[]) or any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the host names of this office, without wildcards.")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("only-for-"):
    raise ImproperlyConfigured("Set SECRET_KEY to at least 50 random letters.")
if urlsplit(SITE_URL).scheme != "https":
    raise ImproperlyConfigured("Set SITE_URL to the https address that people use: links in mails are made from it.")

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = False
STORAGES["staticfiles"] = {"BACKEND": "config.storage.Static"}
