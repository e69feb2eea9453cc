from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    """Who carries out, and how they are reached."""

    name = "units"
    verbose_name = _("Units and people")
