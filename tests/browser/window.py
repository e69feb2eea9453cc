"""A window of the browser: one person, one width, and all that the browser has to complain of."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import translation

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
SHOTS = os.environ.get("SHOTS")  # a folder: what is looked at is also kept there as pictures
AXE = Axe().axe_script
RUN_AXE = """colours => axe.run({exclude: ['tbody > tr:nth-child(n+9)']}, {resultTypes: ['violations'], rules: {'color-contrast': {enabled: colours}}})
    .then(found => found.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))]))"""
# Advice of Chromium about password managers, for forms that want a hidden user name or autocomplete="username".
ADVICE = ("Password forms should have", "Input elements should have autocomplete attributes")
TOO_WIDE = """() => [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .filter(e => !e.closest('.table-responsive')).slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""

# What a finger must hit: 24 pixels at least, a field's label counting for the field. A link in the middle of a sentence may be smaller.
TOO_SMALL = """() => [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')].filter(e => {
    const style = getComputedStyle(e), boxes = [e, ...(e.labels || [])].map(one => one.getBoundingClientRect());
    if (!e.checkVisibility() || style.clipPath !== 'none' || boxes[0].right < 0) return false;
    if (e.closest('thead') && getComputedStyle(e.closest('thead')).position === 'absolute') return false;
    const words = e.parentElement.textContent.trim().length - e.textContent.trim().length;
    if (e.matches('a') && style.display === 'inline' && words > 8) return false;
    return Math.max(...boxes.map(box => box.height)) < 23.5 || Math.max(...boxes.map(box => box.width)) < 23.5;
}).map(e => e.outerHTML.slice(0, 120))"""


def vi(words, **said):
    """These words as the screen shows them. A test that asks for words without a translation fails."""
    with translation.override("vi"):
        shown = translation.gettext(words)
    assert shown != words, f"not translated: {words}"
    return shown % said if said else shown


def counted(words, number):
    """The same of words that count something. ``words``: as for one of it."""
    with translation.override("vi"):
        shown = translation.ngettext(words, "", number)
    assert shown not in (words, ""), f"not translated: {words}"
    return shown % {"number": number}


class Window:
    """One browser context with one page in it. Every message of the console is kept in ``said``."""

    def __init__(self, browser, site, *, size, script):
        self.site, self.said, self.size, self.page = site, [], size, None
        self.context = browser.new_context(
            base_url=site,
            viewport=size,
            java_script_enabled=script,
            has_touch=size == PHONE,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        self.context.set_default_timeout(15_000)

    def open(self, user=None):
        """A page, where its reader is signed in."""
        if user:
            self.let_in(user)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text} at {message.location.get('url')}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))

    def forget(self):
        """As new, for the next person: no page, no cookie, no draft; only what the browser keeps of our static files."""
        self.page.goto("about:blank")
        self.context.new_cdp_session(self.page).send("Storage.clearDataForOrigin", {"origin": self.site, "storageTypes": "all"})
        self.context.clear_cookies()
        for page in self.context.pages:
            page.close()
        self.said.clear()

    def let_in(self, user):
        """Signed in without the form, which has tests of its own."""
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.site, "httpOnly": True}])

    def go(self, address):
        """Open an address; its status."""
        return self.page.goto(address).status

    def send(self, button):
        """Press a button that sends a form; the status of the page that it leads to."""
        with self.page.expect_navigation() as arrival:
            button.click()
        return arrival.value.status

    def complaints(self, *, status=200):
        """What the console said since it was last asked. That a page of refusal was loaded, Chromium itself calls an error."""
        refusal = f"error: Failed to load resource: the server responded with a status of {status} "
        found = [line for line in self.said if (status == 200 or not line.startswith(refusal)) and not any(hint in line for hint in ADVICE)]
        self.said.clear()
        return found

    def faults(self, name, *, axe=True):
        """What is wrong with the page that is open, on a desk and on a phone; its pictures are taken along the way.

        Colours are looked at once, and of a long table the first rows: the others are the same, and colours are most of axe's work.
        """
        found = []
        for size in (DESK, PHONE):
            width = size["width"]
            self.page.set_viewport_size(size)
            self.picture(f"{name}-{width}")
            found += [f"{name} at {width}: {fault}" for fault in self.unfit() if axe or fault.startswith("wider")]
            if axe:
                if not self.page.evaluate("'axe' in window"):
                    self.page.evaluate(AXE)
                found += [f"{name} at {width}: {rule}: {nodes}" for rule, nodes in self.page.evaluate(RUN_AXE, size is DESK)]
        return found

    def unfit(self):
        """What a thumb misses on the page that is open: what sticks out at the side, and targets too small to hit."""
        found = [f"too small to hit: {target}" for target in self.page.evaluate(TOO_SMALL)]
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"wider than the window: {self.page.evaluate(TOO_WIDE)}")
        return found

    def picture(self, name):
        """Kept only where SHOTS names a folder."""
        if SHOTS:
            self.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
