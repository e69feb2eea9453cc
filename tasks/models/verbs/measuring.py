"""What a reported figure or a typed percent makes of the standing."""

from django.utils.translation import gettext_lazy as _

from tasks.models.log import Logged, clean_decimal
from units.landing import at_field

MOST = 10**12  # what the columns hold


class Measuring(Logged):
    class Meta:
        abstract = True

    def _measured(self, percent, figure, figure_out_of=None, *, instead_of=(None, None)):
        """value, out_of and percent after this report, as far as it changes them.

        instead_of: where a report is corrected, the figure and whole that it gave before, which are taken out of a sum.
        Raises ValidationError for a percent over 100, a figure where nothing is counted, a share without its whole or larger than it.
        """
        task, after = self.task, {}
        figure, figure_out_of = clean_decimal(figure), clean_decimal(figure_out_of)
        if figure is not None:
            self._refuse_figure(figure, figure_out_of)
            adds = task.adds_up and self.value is not None
            after["value"] = figure + self.value - (instead_of[0] or 0) if adds else figure
            if task.is_share:
                after["out_of"] = figure_out_of + self.out_of - (instead_of[1] or 0) if adds else figure_out_of
            if max(after.values()) >= MOST:
                raise at_field("figure", _("This figure is too large."), "large")
            if task.target is not None:
                reached = after["value"] * 100 / after["out_of"] if task.is_share else after["value"]
                after["percent"] = min(100, int(reached * 100 / task.target))
        if percent is not None and task.target is None:
            if not 0 <= percent <= 100:
                raise at_field("percent", _("A percentage lies between 0 and 100."), "percent")
            after["percent"] = percent
        return after

    def _refuse_figure(self, figure, figure_out_of):
        if not self.task.measure:
            raise at_field("figure", _("Nothing is counted in this task."), "measure")
        if figure < 0:
            raise at_field("figure", _("A figure is not below 0."), "negative")
        if self.task.is_share and (figure_out_of is None or figure_out_of <= 0 or figure > figure_out_of):
            raise at_field("figure_out_of", _("Give the whole; the part cannot be more than it."), "share")
