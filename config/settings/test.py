"""For the suite: a fast hasher, nothing outside the process; DATABASE_URL and REDIS_URL choose what it runs on."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests-only-for-it")
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="dondoc-test-")
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{os.environ['DATA_DIR']}/test.sqlite3")

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import DATA_DIR, DATABASES, TEMPLATES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = "http://dondoc.example"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT, CELERY_BROKER_TRANSPORT_OPTIONS = "redis://127.0.0.1:1/0", None, {}  # nobody is there
CELERY_TASK_ALWAYS_EAGER = False
WHITENOISE_AUTOREFRESH = True
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # a file, not memory: threads and child processes of race tests must see the same database
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


class Undefined(str):
    """An undefined template variable is a mistake of ours: it fails the test that renders it."""

    __slots__ = ()

    def __mod__(self, missing):
        raise AssertionError(f"undefined template variable: {missing}")

    def __contains__(self, search):
        return search == "%s"


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("undefined: %s")
