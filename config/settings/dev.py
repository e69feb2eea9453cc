"""For those who work on the code: errors on the page, mail on the terminal."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-development-only-for-development-only-for-it")

from config.settings.base import *  # noqa: F403

DEBUG = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
