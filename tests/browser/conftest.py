"""A real browser before a real server: Debian's Chromium, the product in a thread, each person in a window of their own."""

import os
import shutil

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import sync_playwright

from tests.browser.window import DESK, Window
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


@pytest.fixture(scope="session")
def server(django_db_setup):
    """The product's address. Static files come from WhiteNoise as in production, not from a handler of Django's tests."""
    thread = LiveServerThread("127.0.0.1", static_handler=lambda _application: WSGIHandler())
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://{thread.host}:{thread.port}"
    thread.terminate()


@pytest.fixture
def site(server, transactional_db):
    """The product, with an empty database that both threads see."""
    return server


@pytest.fixture
def people(site):
    """The small committee, without any document."""
    return Office.make()


@pytest.fixture(scope="session")
def idle(browser):
    """Windows that nobody uses, by what they are made for: a new one has to fetch and compile everything again."""
    return {}


@pytest.fixture
def window(browser, site, idle):
    """``window(user)`` opens a window, signed in as this user; ``window()`` one of nobody. ``fresh``: one that no other test gets."""
    opened = []

    def open_window(user=None, *, size=DESK, script=True, fresh=False):
        kept = [] if fresh else idle.setdefault((size["width"], script), [])
        one = kept.pop() if kept else Window(browser, site, size=size, script=script)
        opened.append((one, kept, fresh))
        one.open(user)
        return one

    yield open_window
    for one, kept, fresh in opened:
        if fresh:
            one.context.close()
        else:
            one.forget()
            kept.append(one)
