"""The shipped settings: clean for an office's server, and refusing to start with less."""

import os
import subprocess
import sys

import pytest

from tests.children import ROOT

GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": "".join(chr(33 + n % 90) for n in range(7, 71)),
    "ALLOWED_HOSTS": "dondoc.example.vn",
    "SITE_URL": "https://dondoc.example.vn",
}


def check(tmp_path, **more):
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DEBUG")}
    env |= {**GOOD, "DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3", **more}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env={k: v for k, v in env.items() if v}, capture_output=True, text=True, check=False)


def test_the_shipped_settings_are_clean(tmp_path):
    done = check(tmp_path)
    assert (done.returncode, "no issues" in done.stdout + done.stderr) == (0, True), done.stderr


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"DEBUG": "True"}, "DEBUG"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ".example.vn"}, "ALLOWED_HOSTS"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SITE_URL": "http://dondoc.example.vn"}, "SITE_URL"),
    ],
)
def test_less_is_refused_with_a_sentence(tmp_path, more, named):
    done = check(tmp_path, **more)
    assert done.returncode != 0
    assert f"Set {named}" in done.stderr or f"{named} must" in done.stderr


@pytest.mark.django_db
def test_a_strange_host_is_refused(client):
    assert client.get("/dang-nhap/", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/dang-nhap/").status_code == 200
