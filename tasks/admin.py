from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tasks.models import DayOff, Pace, Task
from units.admin import Kept, ReadOnly


@admin.register(Task)
class TaskAdmin(ReadOnly):
    """Tasks, to look up. They are made and given on their own pages; log, assignments and notices are not edited anywhere."""

    list_display = ["title", "provision", "cadence", "starts_on", "due_on", "supervising_unit"]
    list_filter = ["cadence", "supervising_unit"]
    list_select_related = ["provision", "supervising_unit"]
    search_fields = ["title", "description"]


class YearFilter(admin.SimpleListFilter):
    """The years of which something is on record, the newest first."""

    title, parameter_name = _("year"), "year"

    def lookups(self, request, model_admin):
        return [(f"{day.year}", f"{day.year}") for day in DayOff.objects.dates("day", "year", order="DESC")]

    def queryset(self, request, queryset):
        return queryset.filter(day__year=self.value()) if (self.value() or "").isdecimal() else queryset


class DayOffForm(forms.ModelForm):
    """A day off, or a day worked for one."""

    class Meta:
        model = DayOff
        fields = ["day", "is_worked", "decision"]
        help_texts = {
            "is_worked": _("Ticked: worked, though it would be off. Not ticked: off, though it would be worked."),
            "decision": _("Number, date and who decided"),
        }


@admin.register(DayOff)
class DayOffAdmin(admin.ModelAdmin):
    """The working calendar, where the government decides otherwise than the holiday package knows."""

    form = DayOffForm
    list_display = ["day", "is_worked", "decision"]
    list_filter = [YearFilter, "is_worked"]
    search_fields = ["decision"]


@admin.register(Pace)
class PaceAdmin(Kept):
    """How people are reminded, one row for each rhythm: none is added, none goes."""

    list_display = ["cadence", "ladder", "unreceived", "silent", "unverified", "undecided", "undated", "blue", "answer"]
    readonly_fields = ["cadence"]
    fieldsets = [
        (None, {"fields": ["cadence"]}),
        (_("Around a date, in working days"), {"fields": ["before", "after", "weekly"]}),
        (
            _("What waits is reminded of after so many working days"),
            {"fields": ["unreceived", "silent", "unverified", "undecided", "undated"]},
        ),
        (_("Urging slips, in working days"), {"fields": ["blue", "answer"]}),
    ]

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("around a date"))
    def ladder(self, pace):
        return pace.ladder
