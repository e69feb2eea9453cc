"""A report on exactly one page, for a leader: figures, picture, the sentences, who is most late, what is recommended as far as it fits."""

from django.template.loader import render_to_string
from django.utils import translation

from reports.paper import Paper, common

WORST = 5
HIGH = 19  # of one bar, in pixels


def compose(contents):
    """The paper: a pure function of contents. What does not fit on its page is left out from the end, and the page says so."""
    texts, worst, recommendations = contents.part("summary"), contents.figures.overdue[:WORST], contents.part("recommendations")
    context = common(contents, high=HIGH, elsewhere=True)
    everything = len(texts) + len(worst) + len(recommendations)

    def page(most, **changes):
        shown = {
            "texts": texts[:most],
            "worst": worst[: max(0, most - len(texts))],
            "recommendations": recommendations[: max(0, most - len(texts) - len(worst))],
            "is_cut": most < everything,
        }
        return render_to_string("reports/printed/summary.html", {**context, **shown, **changes})

    with translation.override("vi"):
        pages = [page(most) for most in range(everything, -1, -1)]
        pages.append(page(0, picture=None, is_cut=True))
    return Paper(pages[0], shorter=tuple(pages[1:]))
