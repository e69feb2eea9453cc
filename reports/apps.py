from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """What came of it."""

    name = "reports"
    verbose_name = _("Reports")

    def ready(self):
        from reports import triggers  # noqa: PLC0415  (models are not ready above)
        from tasks.triggers import refuse  # noqa: PLC0415

        refuse(triggers.REFUSALS)
