"""Stand-in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    html: str

    def render(self):
        from units import pdf

        return pdf.render(self.html)


def compose(contents):
    return Paper(f"<p>{contents.code}</p>")
