"""The words of a Party paper, for its template."""

from django import template

from units import words

register = template.Library()
register.filter("day", words.day)
register.filter("number", words.number)
register.filter("long_day", words.long_day)
register.filter("paper_number", words.paper_number)
register.filter("clock", words.clock)


@register.filter
def cell(text, length=2000):
    """A text for a cell of a table: not longer than this, and no word wider than its column."""
    return words.breakable(words.shorten(text, length))


@register.filter
def whole(text):
    """A text that is never cut, with places to break in long words."""
    return words.breakable(text)


@register.filter
def is_authority(line):
    """Whether a line of a signature says by whose authority one signs, which is bold. Source: HD 36-HD/VPTW, appendix 3."""
    return line.startswith(words.AUTHORITY)
