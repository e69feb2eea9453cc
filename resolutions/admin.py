from django.contrib import admin

from resolutions.models import Resolution
from units.admin import ReadOnly


@admin.register(Resolution)
class ResolutionAdmin(ReadOnly):
    """Documents, to look up. They are read, corrected and put in force on their own pages."""

    list_display = ["__str__", "subject", "committee", "state", "in_force_on"]
    list_filter = ["state", "committee"]
    list_select_related = ["committee"]
    search_fields = ["number", "subject", "issuer"]
    fields = [
        "committee",
        "kind",
        "number",
        "issued_on",
        "issuer",
        "subject",
        "signer",
        "signer_title",
        "state",
        "in_force_on",
        "source_name",
    ]
