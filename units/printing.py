"""What papers need of Django: their style sheets, as one text to carry along."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.safestring import mark_safe


def style(*names):
    """The style of a paper, from static/print/: a PDF loads nothing else."""
    return mark_safe("\n".join(Path(finders.find(f"print/{name}.css")).read_text() for name in names))  # noqa: S308  (our own files)
