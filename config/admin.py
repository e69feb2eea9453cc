"""The admin's name, and who may enter."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class Site(AdminSite):
    """Reference data for the administrator. Log, assignments, notices and mail are never edited here."""

    site_header = site_title = _("Đôn đốc: administration")
    index_title = _("Reference data")
    site_url = "/"
