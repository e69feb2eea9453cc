"""Figures of a report on its page."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

from reports import measures, wording
from reports.figures.tracing import doer_key
from units import words

register = template.Library()
register.filter("task_stands", wording.task_stands)


@register.simple_tag
def figure(report, key, column, value):
    """A figure that leads to exactly its rows; 0, and what there is none of, leads nowhere. Decimals as papers write them."""
    if not value:
        return "" if value is None else "0"
    return format_html(
        '<a class="figure" href="{}">{}</a>', reverse("report-rows", args=[report.pk, f"{key}.{column}"]), words.number(value)
    )


@register.filter
def doer_line(doer):
    """The key of the line of a unit, or of a person's duty."""
    return doer_key(doer.unit, doer.person)


@register.filter
def earlier(line, before):
    """What the measure of a line was in the period before, as papers write it; '' where it had no figure."""
    return measures.earlier(line, before)


@register.filter
def counted_measures(found):
    """The measures that have work in the period."""
    return measures.counted(found)
