from django.contrib import admin

from tasks.models import DayOff, Task
from units.admin import ReadOnly


@admin.register(Task)
class TaskAdmin(ReadOnly):
    """Tasks, to look up. They are made and given on their own pages; log, assignments and notices are not edited anywhere."""

    list_display = ["title", "provision", "cadence", "starts_on", "due_on", "supervising_unit"]
    list_filter = ["cadence", "supervising_unit"]
    list_select_related = ["provision", "supervising_unit"]
    search_fields = ["title", "description"]


@admin.register(DayOff)
class DayOffAdmin(admin.ModelAdmin):
    """The working calendar, where the government decides otherwise than the holiday package knows."""

    list_display = ["day", "is_worked", "decision"]
    list_filter = ["is_worked"]
    date_hierarchy = "day"
