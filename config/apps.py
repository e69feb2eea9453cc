"""How Django's own apps are put to use here."""

from django.contrib.admin.apps import AdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class Admin(AdminConfig):
    """The admin, for reference data only."""

    default_site = "config.admin.Site"


class Static(StaticFilesConfig):
    """Static files, without the parts of Bootstrap and htmx that no page uses."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.map",
        "*.rtl.*",
        "*-grid*",
        "*-reboot*",
        "*-utilities*",
        "*.esm*",
        "jquery*",
        "bootstrap.css",
        "bootstrap.js",
        "bootstrap.bundle.js",
        "ext",
    ]
