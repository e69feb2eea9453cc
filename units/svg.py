"""Stacked bars as SVG, for the page and the PDF alike. Presentation attributes only: no style that a strict CSP would refuse."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

INK, PAPER = "#1f2328", "#ffffff"
# ground and strokes; each differs from its neighbours in lightness or pattern, so that a print in black and white still tells them apart
TONES = {
    "full": ("#3f4a54", ""),
    "striped": (PAPER, mark_safe(f'<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="{INK}" stroke-width="1.4"/>')),
    "middle": ("#aab2b9", ""),
    "pale": ("#eceff1", ""),
    "alarm": ("#a3161a", mark_safe(f'<path d="M-2 6L2 10M0 0L8 8M6 -2L10 2" stroke="{PAPER}" stroke-width="1"/>')),
    "dotted": (PAPER, mark_safe(f'<circle cx="4" cy="4" r="1.4" fill="{INK}"/>')),
}


def fills(key, tones):
    """For each tone what to write into ``fill``, and the patterns that this needs, under ids that begin with ``key``."""
    one = '<pattern id="{}-{}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{}"/>{}</pattern>'
    drawn = format_html_join("", one, ((key, tone, *TONES[tone]) for tone in tones if TONES[tone][1]))
    return {tone: f"url(#{key}-{tone})" if TONES[tone][1] else TONES[tone][0] for tone in tones}, format_html("<defs>{}</defs>", drawn)


def swatch(key, tone):
    """A small square for the legend, which is text beside the picture."""
    fill, defs = fills(key, [tone])
    square = '<rect x="0.5" y="0.5" width="15" height="11" fill="{}" stroke="{}" stroke-width="0.6"/>'
    return format_html('<svg width="16" height="12" aria-hidden="true">{}' + square + "</svg>", defs, fill[tone], INK)


def bars(key, title, lines, tones, *, font="inherit", row=26, left=11):
    """Horizontal stacked bars as wide as the space they get; letters keep their size.

    key: unique on the page; lines: (label, numbers), numbers in the order of ``tones``, none below 0; the longest bar fills the width, a
    line of zeros shows its 0; left: percent of the width for labels. Gives safe markup; the figures are to stand beside it in a table.
    """
    fill, defs = fills(key, tones)
    scale = (94 - left) / (max((sum(numbers) for _label, numbers in lines), default=0) or 1)
    text = '<text x="{}%" y="{}" font-size="{}" fill="{}">{}</text>'
    inside = '<text x="{}%" y="{}" font-size="12" text-anchor="middle" fill="{}" stroke="{}" stroke-width="{}">{}</text>'
    box = '<rect x="{}%" y="{}" width="{}%" height="{}" fill="{}" stroke="{}" stroke-width="0.6"/>'
    parts = []
    for top, (label, numbers) in ((n * row, line) for n, line in enumerate(lines)):
        x, base = left, top + row / 2 + 4.5
        parts.append(format_html(text, 0, base, 13, INK, label))
        for number, tone in ((number, tone) for number, tone in zip(numbers, tones, strict=True) if number):
            wide = number * scale
            parts.append(format_html(box, f"{x:.2f}", top + 3, f"{wide:.2f}", row - 6, fill[tone], INK))
            if wide > 1.5 + 1.5 * len(str(number)):
                middle, letters = f"{x + wide / 2:.2f}", PAPER if tone == "full" else INK
                if TONES[tone][1]:  # a white edge first, so that the number stands clear of the pattern
                    parts.append(format_html(inside, middle, base, PAPER, PAPER, 4, number))
                parts.append(format_html(inside, middle, base, letters, "none", 0, number))
            x += wide
        parts.append(format_html(text, f"{x + 0.8:.2f}", base, 12, INK, sum(numbers)))
    head = '<svg class="bars" role="img" width="100%" height="{}" font-family="{}"><title>{}</title>{}{}</svg>'
    return format_html(head, len(lines) * row, font, title, defs, format_html_join("", "{}", ((part,) for part in parts)))
