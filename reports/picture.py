"""The picture of a report: one stacked bar a provision, the same on the page and on paper."""

from reports import figures
from units import svg, words

TONES = {
    figures.ON_TIME: "middle",
    figures.LATE: "striped",
    figures.WAITING: "dotted",
    figures.IN_TIME: "empty",
    figures.OVERDUE: "alarm",
    figures.DECLINED: "crossed",
}


def picture(found, names, title, *, most=None, **drawn):
    """Bars and legend, or None where nothing was assigned. Several documents have one bar each instead.

    names: {part: what it is called}, in the order of ``TONES``; most: with more bars than this, each class of units has one instead; drawn:
    font, row and size of ``units.svg.bars``.
    """
    if not found.total.assigned:
        return None
    many = len(found.documents) > 1
    few = most is None or len(found.documents if many else found.provisions) <= most
    if not few:
        lines = [(words.shorten(line.name, 26), line.counts) for line in found.classes]
    elif many:
        lines = [(words.shorten(line.name, 26), line.counts) for line in found.documents]
    else:
        lines = [(words.shorten(line.provision.label, 9), line.counts) for line in found.provisions]
    numbers = [(label, [getattr(counts, part) for part in TONES]) for label, counts in lines]
    return {
        "bars": svg.bars("bars", title, numbers, TONES.values(), left=34 if many or not few else 9, **drawn),
        "legend": [(svg.swatch(f"legend-{part}", TONES[part]), names[part]) for part in TONES if getattr(found.total, part)],
    }
