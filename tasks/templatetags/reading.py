"""What the pages of a document on its way in say about the reader's proposals."""

from datetime import date

from django import template
from django.utils.translation import gettext

from resolutions.models import Provision
from resolutions.reader import REASONS

register = template.Library()


@register.filter
def why(name, about):
    """Why the reader proposes something, in a sentence; '' for a reason that it no longer knows. about: a key of REASONS."""
    sentence = REASONS[about].get(name)
    return gettext(sentence) if sentence else ""


@register.filter
def kind(name):
    """What a part is, in a word."""
    return Provision.Kind(name).label


@register.filter
def iso_day(text):
    """An ISO day as a date."""
    return date.fromisoformat(text)
