"""Stacked bars as SVG, for the page and the PDF alike. Presentation attributes only: no style that a strict CSP would refuse."""

from django.utils.html import format_html, format_html_join

INK, PAPER = "#1f2328", "#ffffff"
# ground, then path, colour and width of the strokes on it; each differs from its neighbours in lightness or pattern, so that a print in
# black and white still tells them apart
TONES = {
    "middle": ("#9db0c1", None),
    "striped": ("#dbe3ea", ("M-2 2L2 -2M0 8L8 0M6 10L10 6", INK, 1.1)),
    "dotted": (PAPER, ("M4 4h.01", INK, 2.4)),
    "empty": (PAPER, None),
    "alarm": ("#9f1419", None),
    "crossed": (PAPER, ("M0 0L8 8M0 8L8 0", INK, 0.8)),
}


def fills(key, tones):
    """For each tone what to write into ``fill``, and the patterns that this needs, under ids that begin with ``key``."""
    one = (
        '<pattern id="{}-{}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{}"/>'
        '<path d="{}" stroke="{}" stroke-width="{}" stroke-linecap="round"/></pattern>'
    )
    drawn = format_html_join("", one, ((key, tone, TONES[tone][0], *TONES[tone][1]) for tone in tones if TONES[tone][1]))
    return {tone: f"url(#{key}-{tone})" if TONES[tone][1] else TONES[tone][0] for tone in tones}, format_html("<defs>{}</defs>", drawn)


def swatch(key, tone):
    """A small square for the legend, which is text beside the picture."""
    fill, defs = fills(key, [tone])
    square = '<rect x="0.5" y="0.5" width="15" height="11" fill="{}" stroke="{}" stroke-width="0.6"/>'
    return format_html('<svg width="16" height="12" aria-hidden="true">{}' + square + "</svg>", defs, fill[tone], INK)


def bars(key, title, lines, tones, *, font="inherit", row=26, left=11, size=13):
    """Horizontal stacked bars as wide as the space they get; letters keep their size.

    key: unique on the page; lines: (label, numbers), numbers in the order of ``tones``, none below 0; the longest bar fills the width, a
    line of zeros shows its 0; left: percent of the width for labels; row, size: pixels. Gives safe markup; the figures are to stand beside it in a table.
    """
    fill, defs = fills(key, tones)
    scale = (94 - left) / (max((sum(numbers) for _label, numbers in lines), default=0) or 1)
    text = '<text x="{}%" y="{}" font-size="{}" fill="{}">{}</text>'
    inside = '<text x="{}%" y="{}" font-size="{}" text-anchor="middle" fill="{}" stroke="{}" stroke-width="{}">{}</text>'
    box = '<rect x="{}%" y="{}" width="{}%" height="{}" fill="{}" stroke="{}" stroke-width="0.6"/>'
    parts = []
    for top, (label, numbers) in ((n * row, line) for n, line in enumerate(lines)):
        x, base = left, top + (row + size * 0.7) / 2
        parts.append(format_html(text, 0, base, size, INK, label))
        for number, tone in ((number, tone) for number, tone in zip(numbers, tones, strict=True) if number):
            wide = number * scale
            parts.append(format_html(box, f"{x:.2f}", top + 3, f"{wide:.2f}", row - 6, fill[tone], INK))
            if wide > 1.5 + 1.5 * len(str(number)):
                middle, letters = f"{x + wide / 2:.2f}", PAPER if tone == "alarm" else INK
                if TONES[tone][1]:  # a white edge first, so that the number stands clear of the pattern
                    parts.append(format_html(inside, middle, base, size - 1, PAPER, PAPER, 4, number))
                parts.append(format_html(inside, middle, base, size - 1, letters, "none", 0, number))
            x += wide
        parts.append(format_html(text, f"{x + 0.8:.2f}", base, size - 1, INK, sum(numbers)))
    head = '<svg class="bars" role="img" width="100%" height="{}" font-family="{}"><title>{}</title>{}{}</svg>'
    return format_html(head, len(lines) * row, font, title, defs, format_html_join("", "{}", ((part,) for part in parts)))
