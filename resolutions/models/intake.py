"""A document on its way in: what the reader proposed, and what people made of it, kept until it is put in force."""

import hashlib
import uuid
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from resolutions.formats import suffix_of
from resolutions.models.parts import Parts, worded
from resolutions.models.provision import Provision
from resolutions.models.resolution import Resolution
from resolutions.reader import Citation, Finding, ParsedDocument, changes
from resolutions.reader import Provision as Part
from units.models import Appointment

HEAD = ("kind", "symbol", "number", "issuer", "subject", "signer", "signer_title")  # as the paper's own words


class IntakeQuerySet(models.QuerySet):
    """Documents on their way in."""

    def visible_to(self, user, *, on):
        """The committee's office alone: it is their desk, not yet a paper."""
        return self.filter(committee__in=user.committees(on=on, roles=[Appointment.Role.OFFICE]))

    def under_way(self):
        """Neither in force nor thrown away."""
        return self.filter(resolution=None)

    def for_lists(self):
        """Without the text and what was read of it."""
        return self.defer("text", "read").select_related("changed_by")

    @transaction.atomic
    def take_in(self, document, parts, *, committee, data, name, by, now, key, common=None, replaces=None):
        """A new one. The same form sent twice, or the same bytes while they are under way, give the one that is there.

        document: a ParsedDocument; parts: as in ``Intake.work``, with the tasks that are proposed; data: the file's bytes; common: what holds for
        all tasks where the text says nothing.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        if there := self.filter(key=key, source_sha256=sha256).first() or self.same_under_way(committee, sha256):
            return there
        key = uuid.uuid4() if self.filter(key=key).exists() else key  # a browser went back, and sent another text
        for n, task in enumerate((task for part in parts for task in part["tasks"]), start=1):
            task["id"] = n
        head = {field: getattr(document, field) or "" for field in HEAD}
        head |= {"issued_on": document.date.isoformat() if document.date else None, "recipients": list(document.recipients)}
        intake = self.model(
            committee=committee,
            name=name[:120],
            source_sha256=sha256,
            text=document.text,
            read=document.to_json(),
            work={
                "head": head,
                "citations": [asdict(one) for one in document.citations],
                "common": common or {},
                "looked_at": [],
                "parts": parts,
                "changed": {},
            },
            replaces=replaces,
            key=key,
            created_by=by,
            created_at=now,
            changed_by=by,
            changed_at=now,
        )
        intake.source.save(f"source{suffix_of(name)}", ContentFile(data), save=False)
        try:
            with transaction.atomic():
                intake.save()
        except IntegrityError:  # somebody else took it in at the same moment
            intake.source.storage.delete(intake.source.name)
            return self.filter(key=key).first() or self.same_under_way(committee, sha256)
        return intake

    def same_under_way(self, committee, sha256):
        """The committee's document of these bytes that is under way, or None."""
        return self.filter(committee=committee, source_sha256=sha256).under_way().first()


class Intake(Parts):
    """A document that is being read and checked by the office, before anything of it holds.

    ``read``: what the reader proposed (``ParsedDocument.to_json``), for good. ``work``: what people made of it so far::

        {"head": {kind, symbol, number, issued_on (ISO day or None), issuer, subject, signer, signer_title, recipients: [..]},
         "citations": [{number, text, offset}],
         "common": {..},                    # what holds for every task where the text says nothing; the tasks app's
         "looked_at": [name],               # of what differs from the version before: 'new:I.2' here, 'old:I.4' of what was dropped
         "changed": {name: number},         # in which version 'head', 'common', a part ('p3') or 'all' was changed last
         "parts": [{id, label, kind, parent (a label or None), start, end, sure, why, checked,
                    tasks: [{id, start, end, ..}]}]}   # the rest of a task is the tasks app's

    A part's words are ``text[start:end]``, never typed anew. ``number`` is the version a form has seen.
    """

    committee = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("committee"))
    name = models.CharField(_("file"), max_length=120)
    source = models.FileField(upload_to="documents", blank=True)
    source_sha256 = models.CharField(max_length=64)
    text = models.TextField(_("text"))
    read = models.JSONField()
    work = models.JSONField()
    number = models.PositiveIntegerField(default=1)
    replaces = models.ForeignKey("resolutions.Resolution", models.CASCADE, null=True, blank=True, related_name="+")
    resolution = models.OneToOneField("resolutions.Resolution", models.CASCADE, null=True, blank=True, related_name="intake")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="one-time key of the form")
    created_by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_by = models.ForeignKey("units.User", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("document on its way in")
        verbose_name_plural = _("documents on their way in")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "source_sha256"], condition=models.Q(resolution=None), name="intake_once_under_way"
            )
        ]

    def __str__(self):
        head = self.work["head"]
        number = head["number"] or (f"…-{head['symbol']}" if head["symbol"] else "")
        return f"{head['kind'] or self.name} {number}".strip()

    def get_absolute_url(self):
        return reverse("intake", args=[self.pk])

    @property
    def issued_on(self):
        """The document's date as corrected so far, or None."""
        day = self.work["head"]["issued_on"]
        return date.fromisoformat(day) if day else None

    def locked(self):
        """The row, for this transaction alone. Raises ValidationError: 'gone', 'done'."""
        row = Intake.objects.select_for_update(of=("self",)).filter(pk=self.pk).first()
        if row is None:
            raise ValidationError(_("Somebody threw this away meanwhile."), code="gone")
        if row.resolution_id:
            raise ValidationError(_("This document is in force already."), code="done")
        return row

    @contextmanager
    def changing(self, *, by, now, seen, of=()):
        """The row, locked, to be changed in the body and saved at its end as the next version.

        of: names of what is changed, such as 'head' or 'p3'; several people may work on different parts. Left out: all of it.
        Raises ValidationError: 'gone' or 'done' where it was thrown away or is a document already, 'stale' where somebody changed that since
        it was ``seen``.
        """
        with transaction.atomic():
            row = self.locked()
            changed = row.work["changed"]
            if seen > row.number or any(changed.get(name, 0) > seen for name in (*of, "all")) or (not of and row.number != seen):
                raise ValidationError(_("Somebody else changed this meanwhile. Read it again, then save."), code="stale")
            yield row
            row.number, row.changed_by, row.changed_at = row.number + 1, by, now
            changed.update(dict.fromkeys(of or ["all"], row.number))
            row.save(update_fields=["work", "number", "changed_by", "changed_at", "replaces", "resolution", "source"])
        self.__dict__.update(row.__dict__)

    def correct_head(self, said, citations, **told):
        """Head and foot as a person has them; citations: numbers. ``told``: by, now, seen, here and below."""
        with self.changing(of=["head"], **told) as row:
            there = {citation["number"]: citation for citation in row.work["citations"]}
            row.work["head"] |= said
            row.work["citations"] = [there.get(number) or {"number": number, "text": "", "offset": 0} for number in citations]

    def correct_common(self, said, **told):
        """What holds for all tasks as a person has it."""
        with self.changing(of=["common"], **told) as row:
            row.work["common"] |= said

    def changes(self):
        """What differs from the version it replaces (``reader.Change``, in reading order); nothing where it replaces none. 1 query."""
        if not self.replaces:
            return ()
        return changes(self.replaces.worded(), worded(self.parts, self.text))

    def follow(self, before, parts, **told):
        """It is a new version of another document, or of none, and these are its parts now; nothing of it was looked at yet."""
        with self.changing(**told) as row:
            row.replaces, row.work["parts"], row.work["looked_at"] = before, parts, []

    def confirm(self, names, **told):
        """Of what differs from the version before, this was looked at: 'new:I.2', 'old:I.4'."""
        with self.changing(of=["looked_at"], **told) as row:
            row.work["looked_at"] = list(names)

    @transaction.atomic
    def discard(self):
        """Throw it away with its file. Nothing of it ever held. Raises ValidationError 'done' where it is a document by now."""
        row = self.locked()
        source, storage = row.source.name, row.source.storage
        row.delete()
        transaction.on_commit(lambda: storage.delete(source))

    def keep(self, *, by, now):
        """The document it becomes, as a draft, with its file. To be called on a row that is being changed."""
        resolution = Resolution.objects.keep(self.as_document(), committee=self.committee, name=self.name, by=by, now=now, intake=self)
        self.resolution, self.source = resolution, ""
        return resolution

    def as_document(self):
        """What people made of it, as ``Resolution.objects.keep`` takes it."""
        head = self.work["head"]
        provisions = [part for part in self.parts if part["kind"] not in Provision.FINDINGS]
        findings = [part for part in self.parts if part["kind"] in Provision.FINDINGS]
        return ParsedDocument(
            **{field: head[field] or None for field in HEAD},
            date=self.issued_on,
            is_draft=self.read["is_draft"],
            issuer_parent=self.read["issuer_parent"],
            title=self.read["title"],
            sent_to=tuple(self.read["sent_to"]),
            citations=tuple(Citation(**citation) for citation in self.work["citations"]),
            recipients=tuple(head["recipients"]),
            provisions=tuple(
                Part(part["label"], part["kind"], self.words(part).strip(), part["parent"], (), (), part["start"], part["end"])
                for part in provisions
            ),
            findings=tuple(Finding(part["label"], part["kind"], self.words(part).strip(), part["start"], part["end"]) for part in findings),
            text=self.text,
        )
