"""The words of a Party paper, for its template."""

from django import template

from reports import words

register = template.Library()
register.filter("day", words.day)
register.filter("number", words.number)


@register.filter
def cell(text, length=2000):
    """A text for a cell of a table: not longer than this, and no word wider than its column."""
    return words.breakable(words.shorten(text, length))
