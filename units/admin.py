"""Reference data for the administrator: units, people, who holds which post, who watches what. Nothing here is deleted: it ends."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.models import Appointment, Mail, Portfolio, Unit, User
from units.models.mail import SECRET

admin.site.unregister(Group)


class Kept(admin.ModelAdmin):
    """What other rows and old reports speak of: it gets an end, and stays."""

    list_per_page = 50

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnly(Kept):
    """To look at. It changes by the verbs of the application alone."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Unit)
class UnitAdmin(Kept):
    list_display = ["name", "short_name", "code", "kind", "parent", "valid_from", "valid_until"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "short_name", "code"]
    autocomplete_fields = ["parent"]
    fields = [
        "name", "short_name", "code", "kind", "parent", "valid_from", "valid_until", "place", "letterhead_above", "letterhead", "email",
    ]  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        """Once work was given to a unit, reports speak of it by these; one that was merged or split has its end by that."""
        fixed = [field.removesuffix("_id") for field in obj.fixed] if obj else []
        return [*fixed, "valid_until"] if obj and obj.heir_id else fixed


class AppointmentForm(forms.ModelForm):
    """A post. Once a duty was given to it, reports speak of it, so it can only end."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in Appointment.FIXED if self.instance.in_use else ():
            if field.removesuffix("_id") in self.fields:
                self.fields[field.removesuffix("_id")].disabled = True


class AppointmentInline(admin.StackedInline):
    """The posts of one person."""

    model = Appointment
    form = AppointmentForm
    fields = [("role", "title"), "unit", ("valid_from", "valid_until")]
    autocomplete_fields = ["unit"]
    extra = 0
    can_delete = False


class NewUserForm(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = User


class UserForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Accounts. A new password, or an account that is no longer active, ends the person's sessions."""

    form = UserForm
    add_form = NewUserForm
    inlines = [AppointmentInline]
    list_display = ["username", "full_name", "email", "posts_today", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "appointments__role"]
    search_fields = ["username", "full_name", "email"]
    ordering = ["username"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password", "full_name", "email", "language"]}),
        (_("May enter"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["username", "full_name", "email", "password1", "password2"]})]

    def get_queryset(self, request):
        posts = Appointment.objects.valid(on=timezone.localdate()).select_related("unit")
        return super().get_queryset(request).prefetch_related(Prefetch("appointments", posts, to_attr="valid_appointments"))

    @admin.display(description=_("posts today"))
    def posts_today(self, user):
        return "; ".join(f"{post.title or post.get_role_display()}, {post.unit}" for post in user.valid_appointments)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Appointment)
class AppointmentAdmin(Kept):
    form = AppointmentForm
    list_display = ["user", "role", "title", "unit", "valid_from", "valid_until"]
    list_filter = ["role"]
    list_select_related = ["user", "unit"]
    search_fields = ["user__username", "user__full_name", "unit__name", "title"]
    autocomplete_fields = ["user", "unit"]


@admin.register(Portfolio)
class PortfolioAdmin(Kept):
    list_display = ["leader", "unit", "valid_from", "valid_until"]
    list_select_related = ["leader__user", "leader__unit", "unit"]
    search_fields = ["leader__user__full_name", "unit__name"]
    autocomplete_fields = ["leader", "unit"]


@admin.register(Mail)
class MailAdmin(ReadOnly):
    """What went out and what did not. The words are left out: a letter may hold a link that sets a password."""

    list_display = ["to", "subject", "status", "made_at", "sent_at", "attempts"]
    list_filter = ["status"]
    search_fields = ["to", "subject"]
    date_hierarchy = "made_at"
    fields = ["to", "subject", "status", "made_at", "next_try", "sent_at", "attempts", "unsure_count", "reply", "message_id"]

    def view_on_site(self, mail):
        """Its page, with its tries; one that holds a link to a new password has none."""
        return None if mail.key.startswith(SECRET) else mail.get_absolute_url()
