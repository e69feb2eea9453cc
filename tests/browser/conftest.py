"""A real browser before a real server: Debian's Chromium, the product in a thread, each person in a window of their own."""

import os
import shutil

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import sync_playwright

from tests.browser.window import Window
from tests.office import Office

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests. Playwright keeps a loop running in this thread, which Django would take for asynchronous code."""
    if not shutil.which(CHROMIUM):
        pytest.skip(f"not installed: Chromium ({CHROMIUM})")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            made = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            yield made
            made.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(transactional_db):
    """The product's address. Static files come from WhiteNoise as in production, not from a handler of Django's tests."""
    server = LiveServerThread("127.0.0.1", static_handler=lambda _application: WSGIHandler())
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://{server.host}:{server.port}"
    server.terminate()


@pytest.fixture
def people(site):
    """The small committee, without any document."""
    return Office.make()


@pytest.fixture
def window(browser, site):
    """``window(user)`` opens a window, signed in as this user; ``window()`` one of nobody."""
    opened = []

    def open_window(user=None, **how):
        opened.append(Window(browser, site, user, **how))
        return opened[-1]

    yield open_window
    for one in opened:
        one.context.close()
