"""What people do in many tests: tap and count, sign in through the door, make a picture."""

import io

from PIL import Image
from playwright.sync_api import expect

from tests.browser.window import vi


class Hand:
    """A thumb on a telephone: counts what it taps and fills in."""

    def __init__(self):
        self.taps = self.fields = 0

    def tap(self, target):
        target.tap()
        self.taps += 1

    def fill(self, field, text):
        field.fill(text)
        self.fields += 1

    def attach(self, field, file):
        field.set_input_files(file)
        self.fields += 1


def sign_in(page, name, hand=None):
    """Through the door, as everybody."""
    hand = hand or Hand()
    page.goto("/")
    hand.fill(page.get_by_label(vi("User name")), name)
    hand.fill(page.get_by_label(vi("Password")), "mat khau dai")
    button = page.get_by_role("button", name=vi("Sign in"))
    if page.evaluate("navigator.maxTouchPoints"):
        hand.tap(button)
    else:
        button.click()
    expect(page.get_by_role("heading", name=vi("My work"))).to_be_visible()
    return page


def picture(name="Ảnh sinh hoạt chuyên đề.jpg", *, size=(2400, 1800)):
    """A photo as a telephone would send it, for a field of files."""
    made = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(made, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": made.getvalue()}


def seen(image):
    """The width of a picture in its own pixels, once it has arrived."""
    image.scroll_into_view_if_needed()
    image.evaluate("image => image.decode()")
    return image.evaluate("image => image.naturalWidth")
