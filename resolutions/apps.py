from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResolutionsConfig(AppConfig):
    """What was decided."""

    name = "resolutions"
    verbose_name = _("Documents")
