from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """What came of it."""

    name = "reports"
    verbose_name = _("Reports")
