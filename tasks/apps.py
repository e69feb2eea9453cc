from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    """What is to be done, and what was."""

    name = "tasks"
    verbose_name = _("Tasks")

    def ready(self):
        from tasks import triggers  # noqa: PLC0415  (the app's models are not ready above)

        pre_migrate.connect(triggers.before_migrate, sender=self, dispatch_uid="tasks.triggers")
        post_migrate.connect(triggers.after_migrate, sender=self, dispatch_uid="tasks.triggers")
