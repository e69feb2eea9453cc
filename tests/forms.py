"""The forms of a page as a browser would send them, in time and too late."""

from html.parser import HTMLParser

from django.contrib.sessions.models import Session
from django.urls import reverse

from units.kept import KEPT
from units.models import User

PASSWORD = "mat khau dai"
AGAIN, FILES = "What you typed stands in it again", "Files must be chosen again."
TYPES_NOT_SENT = ("submit", "button", "file", "image", "reset")


class Forms(HTMLParser):
    """``found``: for each form its action and {name: [values]} of what it holds."""

    def __init__(self, page):
        super().__init__()
        self.found, self.fields, self.name, self.text = [], None, None, ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.fields = {}
            self.found.append((attrs.get("action", ""), self.fields))
        elif self.fields is None:
            return
        elif tag == "input" and attrs.get("type") not in TYPES_NOT_SENT and "name" in attrs:
            if attrs.get("type") not in ("checkbox", "radio") or "checked" in attrs:
                self.fields.setdefault(attrs["name"], []).append(attrs.get("value", "on" if attrs["type"] == "checkbox" else "") or "")
        elif tag in ("textarea", "select"):
            self.name, self.text = attrs.get("name"), ""
        elif tag == "option" and self.name and "selected" in attrs:
            self.fields.setdefault(self.name, []).append(attrs.get("value") or "")

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.fields is not None:
            self.fields[self.name] = [self.text.removeprefix("\n")]
        elif tag == "form":
            self.fields = None
        if tag in ("textarea", "select"):
            self.name = None


def filled(page, field, *, action=""):
    """The form of an answer that has this field, and whose action ends so, as {name: [values]}, without its token."""
    fields = next(fields for where, fields in Forms(page.content.decode()).found if field in fields and where.endswith(action))
    return {name: values for name, values in fields.items() if name != "csrfmiddlewaretoken"}


def sign_in(sender, username, back="/"):
    return sender.post(reverse("sign-in"), {"username": username, "password": PASSWORD, "next": back}, follow=True)


def end_session(sender):
    """As after 12 hours: the cookie is there still, its session is not."""
    Session.objects.filter(session_key=sender.session.session_key).delete()


def waiting(sender):
    return sender.session.get(KEPT) or {}


def send_too_late(sender, username, where, change, *, field="text"):
    """Open a form, lose the session, send the form; where one is led."""
    sender.force_login(User.objects.get(username=username))
    form = filled(sender.get(where), field, action=where if field == "text" and "viec-giao" in where else "") | change
    end_session(sender)
    answer = sender.post(where, form)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{reverse('sign-in')}?next={where}"
    return form
