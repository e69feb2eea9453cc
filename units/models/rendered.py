import hashlib
import logging
import time
import uuid
from datetime import timedelta

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.pdf import RenderFailed

TRIES, LEASE, ENOUGH = 3, timedelta(minutes=3), 30
log = logging.getLogger(__name__)


def render_all(*, now, stop=lambda: False):
    """Make what waits, of every class of rows, where no worker does; copies last. Returns how many became ready."""
    kinds = sorted((model for model in apps.get_models() if issubclass(model, Rendered)), key=lambda model: model.comes_last)
    return sum(kind.objects.render_pending(now=now, stop=stop) for kind in kinds)


class RenderedQuerySet(models.QuerySet):
    """Rows of which a job makes a PDF. The database is the only queue that counts."""

    def due(self, now):
        """What may be rendered now: waiting, or claimed by a worker whose lease ran out; the oldest first."""
        lapsed = Q(status=Rendered.Status.RENDERING, lease_until__lt=now)
        return self.filter(Q(status=Rendered.Status.PENDING) | lapsed).order_by("pk")

    def claim(self, pk, *, me, now):
        """Make this row mine until the lease ends: one conditional UPDATE, so two workers never hold the same one."""
        mine = {"status": Rendered.Status.RENDERING, "claim": me, "lease_until": now + LEASE, "tries": F("tries") + 1}
        return bool(self.due(now).order_by().filter(pk=pk, tries__lt=TRIES).update(**mine))

    def render_pending(self, *, now, stop=lambda: False):
        """Render what is due, one after the other, and begin none after half a minute: the worker has a clock to keep too.

        Safe to run twice, at once, or late. Returns how many became ready.
        """
        began = time.monotonic()
        lost = self.due(now).order_by().filter(tries__gte=TRIES)
        lost.update(status=Rendered.Status.FAILED, error="crashed", claim=None, lease_until=None)
        ready = 0
        for pk in list(self.due(now).values_list("pk", flat=True)):
            if stop() or time.monotonic() - began > ENOUGH:
                break
            me = uuid.uuid4()
            if self.claim(pk, me=me, now=max(now, timezone.now())):
                ready += self.get(pk=pk).render(me=me)
        return ready


class Rendered(models.Model):
    """A row with a PDF that a worker makes: a page only writes the row.

    A class of it has a ``file`` (a FileField), a ``code``, and ``paper()``: an object whose ``render()`` gives the bytes, of a PDF unless
    ``ending`` says otherwise. A row that is rendered again has the new file alone.
    """

    ending = "pdf"
    comes_last = False

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting to be made")
        RENDERING = "rendering", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be made")

    ERRORS = {
        "timeout": _("The PDF took longer than it may."),
        "memory": _("The PDF needed more memory than it may have."),
        "crashed": _("The PDF could not be made. The administrator finds the cause in the server's log."),
        "no_pango": _(
            "This server lacks the Pango library, which draws the letters of a PDF. The administrator can install it with bin/setup."
        ),
    }

    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.PENDING)
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=8, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=~Q(status="ready") | ~Q(file=""), name="%(class)s_ready_has_file")]
        indexes = [models.Index(fields=["status", "id"], name="%(class)s_due", condition=Q(status__in=["pending", "rendering"]))]

    @property
    def is_ready(self):
        """Whether there is a PDF to fetch."""
        return self.status == self.Status.READY

    @property
    def has_failed(self):
        """Whether it needs a person to try again."""
        return self.status == self.Status.FAILED

    @property
    def is_waiting(self):
        """Whether a job is to make it, or is making it."""
        return not (self.is_ready or self.has_failed)

    @property
    def reason(self):
        """Why it could not be made, in a sentence."""
        return self.ERRORS.get(self.error, self.ERRORS["crashed"])

    def try_again(self):
        """Put a row that failed back in the queue. Whether it did."""
        failed = type(self).objects.filter(pk=self.pk, status=self.Status.FAILED)
        return bool(failed.update(status=self.Status.PENDING, tries=0, error="", claim=None, lease_until=None))

    def facts_of(self, data):
        """Columns that keep something of the PDF's bytes."""
        return {}

    def render(self, *, me):
        """Make the PDF under the claim ``me``; whatever happens, the row says how it ended. Whether it became ready."""
        try:
            paper = self.paper()
            data = paper.render()
        except RenderFailed as error:
            again = error.code != "no_pango" and self.tries < TRIES
            return self._release(me, self.Status.PENDING if again else self.Status.FAILED, error=error.code)
        except Exception:
            log.exception("%s could not be made", self.code)
            again = self.tries < TRIES
            return self._release(me, self.Status.PENDING if again else self.Status.FAILED, error="crashed")
        field = self._meta.get_field("file")
        name = field.storage.save(field.generate_filename(self, f"{self.code}.{self.ending}"), ContentFile(data))
        made = {"file": name, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data), **self.facts_of(data)}
        before = self.file.name
        if self._release(me, self.Status.READY, error="", ready_at=timezone.now(), **made):
            if before:
                field.storage.delete(before)
            return True
        field.storage.delete(name)  # the lease ran out and another worker took over: only one file belongs to the row
        return False

    def _release(self, me, status, **changes):
        """End the claim, if it is still mine. Whether it was and the PDF is ready."""
        mine = type(self).objects.filter(pk=self.pk, status=self.Status.RENDERING, claim=me)
        held = mine.update(status=status, claim=None, lease_until=None, **changes)
        return bool(held) and status == self.Status.READY
