import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from units.models.person import User
from units.models.unit import Unit

SILENCE = timedelta(minutes=5)  # five ticks


class Installation(models.Model):
    """The one row about this installation: who it is, whether it shows a demonstration, and when its clock last ticked."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    demonstration_on = models.DateField(null=True, help_text="the day on which the demonstration stands; null: real work")
    planned_on = models.DateField(null=True, help_text="the last day whose reminders are on record")
    last_tick = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="installation_once")]

    def __str__(self):
        return str(self.uuid)

    @classmethod
    def this(cls):
        """The row, made when it is first asked for."""
        return cls.objects.get_or_create(pk=1)[0]

    def silent_since(self, now):
        """The last sign of life of the clock, if that is more than five minutes ago: since then nobody was reminded. Else None."""
        if self.last_tick:  # one that lies ahead: a clock that was set wrong
            return self.last_tick if abs(now - self.last_tick) > SILENCE else None
        return self.made_at if now - self.made_at > SILENCE else None

    def is_silent(self, now):
        """Whether the clock has stopped, or fails each time. A silent stop is the worst failure."""
        return self.silent_since(now) is not None

    @property
    def setup_code(self):
        """Eight letters that only who reads the server's terminal knows: they let the first office be set up."""
        return salted_hmac("units.setup", str(self.uuid)).hexdigest()[:8]

    @property
    def is_to_be_set_up(self):
        """Whether there is neither a unit nor a user yet."""
        return not (Unit.objects.exists() or User.objects.exists())
