import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from resolutions.formats import suffix_of
from resolutions.models.provision import Citation, Provision
from resolutions.reader import changes, same_document
from units.landing import at_field
from units.models import Appointment
from units.periods import local_day


class ResolutionQuerySet(models.QuerySet):
    """Documents in the office's words."""

    def visible_to(self, user, *, on):
        """Office, board, leaders and inspectors see what is of their committee; units, what their committee has put in force."""
        return self.filter(
            Q(committee__in=user.committees(on=on, roles=Appointment.COMMITTEE_ROLES))
            | Q(state=Resolution.State.IN_FORCE, committee__in=user.committees(on=on, roles=Appointment.UNIT_ROLES))
        )

    def in_force(self):
        """Those from which tasks may be given."""
        return self.filter(state=Resolution.State.IN_FORCE)

    def on_file(self, committee, data):
        """The document of this committee with the same bytes, or None."""
        return self.filter(committee=committee, source_sha256=hashlib.sha256(data).hexdigest()).first()

    def newest(self, committee):
        """Of this committee's documents in force those of which no newer version is there."""
        return self.in_force().filter(committee=committee, replaced_by=None)

    def version_before(self, committee, document):
        """The document on file of which one that was read is a new version, or None: issuer, kind, number and date are the same.

        What has no number or no date cannot be known again: a person says so (see ``perhaps_before``). Source: ``reader.same_document``.
        """
        this = same_document(document.issuer, document.kind, document.number, document.date)
        there = self.newest(committee).filter(issued_on=document.date) if this else ()
        return next((one for one in there if same_document(one.issuer, one.kind, one.number, one.issued_on) == this), None)

    def perhaps_before(self, intake):
        """The document in force of which an intake, as it is corrected by now, may be a new version, or None: a person decides.

        It is the same document, or the newest with this kind and subject.
        """
        document = intake.as_document()
        same = {"kind": document.kind or "", "subject": document.subject}
        return self.version_before(intake.committee, document) or (
            self.newest(intake.committee).filter(**same).first() if document.subject else None
        )

    @transaction.atomic
    def keep(self, document, *, committee, name, by, now, data=b"", intake=None):
        """Save a document that was read, and checked by a person, as a draft with its provisions and citations.

        document: a ParsedDocument; name: as the person's machine called its file; data: the file's bytes; or the intake that it comes from,
        whose file it takes over. The version that the intake replaces stays as it is, with its tasks. Raises ValidationError if it is on
        file already.
        """
        sha256, replaces = intake.source_sha256 if intake else hashlib.sha256(data).hexdigest(), intake and intake.replaces
        if replaces and self.filter(replaces=replaces).exists():
            raise ValidationError(_("There is a newer version of %(document)s already."), params={"document": replaces}, code="replaced")
        if there := self.filter(committee=committee, source_sha256=sha256).first():
            raise ValidationError(_("This document is on file already: %(document)s."), params={"document": there}, code="on_file")
        resolution = self.model(
            committee=committee,
            kind=document.kind or "",
            symbol=document.symbol or "",
            number=document.number or "",
            issued_on=document.date,
            issuer=document.issuer or "",
            subject=document.subject or "",
            signer=document.signer or "",
            signer_title=document.signer_title or "",
            recipients=list(document.recipients),
            text=document.text,
            source_name=name[:120],
            source_sha256=sha256,
            replaces=replaces,
            version=replaces.version + 1 if replaces else 1,
            created_by=by,
            created_at=now,
        )
        resolution.full_clean(exclude=["source", "created_by"])
        if intake:
            resolution.source = intake.source.name
        else:
            resolution.source.save(f"source{suffix_of(name)}", ContentFile(data), save=False)
        try:
            with transaction.atomic():
                resolution.save()
        except IntegrityError as error:  # somebody else kept it at the same moment
            if not intake:
                resolution.source.storage.delete(resolution.source.name)
            raise ValidationError(
                _("This document is on file already: %(document)s."), params={"document": resolution}, code="on_file"
            ) from error
        cited = [Citation(resolution=resolution, number=c.number, text=c.text, position=n) for n, c in enumerate(document.citations)]
        Citation.objects.bulk_create(cited)
        kept = {}
        for n, part in enumerate((*document.provisions, *document.findings)):
            kept[part.label] = Provision.objects.create(
                resolution=resolution,
                label=part.label,
                kind=part.kind,
                text=part.text,
                parent=kept.get(getattr(part, "parent", None) or part.label.rsplit(".", 1)[0]),
                position=n,
            )
        return resolution


class Resolution(models.Model):
    """A Party document that orders something. A draft until a person puts it in force; tasks are given only from then."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_FORCE = "in_force", _("in force")

    committee = models.ForeignKey("units.Unit", models.PROTECT, related_name="resolutions", verbose_name=_("committee"))
    kind = models.CharField(_("kind"), max_length=60)
    symbol = models.CharField(_("symbol"), max_length=40, blank=True, help_text=_("As in 55-KH/HU: KH/HU"))
    number = models.CharField(_("number"), max_length=60, blank=True, help_text=_("The whole of it, as in 55-KH/HU"))
    without_number = models.BooleanField(_("has no number yet"), default=False)
    issued_on = models.DateField(_("date"), null=True, blank=True)
    without_date = models.BooleanField(_("has no date yet"), default=False)
    issuer = models.CharField(_("issuer"), max_length=200)
    subject = models.TextField(_("subject"))
    signer = models.CharField(_("signer"), max_length=120, blank=True)
    signer_title = models.CharField(_("signs as"), max_length=200, blank=True)
    recipients = models.JSONField(_("recipients"), default=list, blank=True)
    text = models.TextField(_("text"))
    source = models.FileField(_("file"), upload_to="documents")
    source_name = models.CharField(max_length=120)
    source_sha256 = models.CharField(max_length=64)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, editable=False, related_name="replaced_by")
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    in_force_on = models.DateField(_("put in force on"), null=True, blank=True)
    in_force_by = models.ForeignKey("units.User", models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    number_registered_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="when it was entered, if after it was in force"
    )
    date_registered_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="the same for the date")
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey("units.User", models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    withdrawn_why = models.TextField(_("why it was withdrawn"), blank=True, editable=False)
    registered_by = models.ForeignKey("units.User", models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    created_by = models.ForeignKey("units.User", models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    created_at = models.DateTimeField()

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "source_sha256"], name="document_once"),
            models.UniqueConstraint(
                fields=["committee", "issuer", "kind", "number", "issued_on", "version"],
                condition=~Q(number=""),
                name="document_number_once",
                violation_error_message=_("A document of this issuer, kind, number and date is on file already."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | (
                    Q(in_force_on__isnull=False)
                    & (~Q(number="") | Q(without_number=True))
                    & (Q(issued_on__isnull=False) | Q(without_date=True))
                ),
                name="in_force_says_number_and_date",
                violation_error_message=_("Give number and date, or say that there are none yet."),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.shown_number}"

    def get_absolute_url(self):
        return reverse("document", args=[self.pk])

    @property
    def shown_number(self):
        """'55-KH/HU', or '…-KL/HU' where the number is blank."""
        return self.number or f"…-{self.symbol}"

    @property
    def family(self):
        """Itself and all versions before and after it. A query a version."""
        found, one = [self], self
        while one := one.replaces:
            found.append(one)
        one = self
        while one := Resolution.objects.filter(replaces=one).first() if one.pk else None:
            found.append(one)
        return found

    def clean(self):
        """Refuses a number that another document has, of which this is no version."""
        super().clean()
        same = ("committee", "issuer", "kind", "number", "issued_on")
        if self.number:
            there = Resolution.objects.filter(**{name: getattr(self, name) for name in same})
            if there.exclude(pk__in=[one.pk for one in self.family if one.pk]).exists():
                raise ValidationError(_("A document of this issuer, kind, number and date is on file already."), code="number")

    def worded(self):
        """(label, words) of its provisions in reading order, without findings. 1 query."""
        return [(part.label, part.text) for part in self.provisions.all() if not part.is_finding]

    def changes(self):
        """What differs from the version it replaces (``reader.Change``, in reading order); nothing where it replaces none. 2 queries."""
        return changes(self.replaces.worded(), self.worded()) if self.replaces else ()

    def number_at(self, instant):
        """The number as it stood: blank before it was registered."""
        return "" if self.number_registered_at and self.number_registered_at > instant else self.number

    def issued_on_at(self, instant):
        """The date as it stood: None before it was registered."""
        return None if self.date_registered_at and self.date_registered_at > instant else self.issued_on

    @transaction.atomic
    def put_in_force(self, *, by, on, number="", issued_on=None, without_number=False, without_date=False):
        """From ``on`` tasks may be given. Number and date are said, or said to be missing; they are never guessed.

        Raises ValidationError if neither is said, the document is in force already, or ``on`` lies before its date.
        """
        row = Resolution.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if row.state != self.State.DRAFT:
            raise ValidationError(_("This document is in force already."), code="state")
        if not row.provisions.to_carry_out().exists():
            raise ValidationError(_("Nothing in this document is marked as a directive or a duty."), code="empty")
        if issued_on and issued_on > on:
            raise at_field("issued_on", _("The document's date lies after the day on which it is put in force."), "order")
        row.state, row.in_force_on, row.in_force_by = self.State.IN_FORCE, on, by
        row.number, row.without_number = number.strip(), without_number and not number.strip()
        row.issued_on, row.without_date = issued_on, without_date and not issued_on
        row.full_clean()
        row.save()
        self.__dict__.update(row.__dict__)

    @transaction.atomic
    def discard(self):
        """Throw a draft away, with its provisions and its file: it was read wrongly. Raises ValidationError once tasks were made of it."""
        row = Resolution.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if row.state != self.State.DRAFT:
            raise ValidationError(_("This document is in force already."), code="state")
        try:
            row.provisions.update(parent=None)
            row.provisions.all().delete()
        except ProtectedError as error:
            raise ValidationError(_("Tasks were made of this draft: discard them first."), code="tasks") from error
        row.citations.all().delete()
        source, storage = row.source.name, row.source.storage
        row.delete()
        transaction.on_commit(lambda: storage.delete(source))

    @transaction.atomic
    def withdraw(self, *, by, on, why):
        """It orders nothing any more from ``on``: what was given under it is withdrawn by the caller, in the same transaction.

        It stays in force for reports of the days before. Raises ValidationError for a draft, and where it was withdrawn before.
        """
        row = Resolution.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if row.state != self.State.IN_FORCE or row.withdrawn_on:
            raise ValidationError(_("Only a document in force can be withdrawn, once."), code="state")
        row.withdrawn_on, row.withdrawn_by, row.withdrawn_why = on, by, why
        row.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_why"])
        self.__dict__.update(row.__dict__)

    @transaction.atomic
    def register(self, *, by, now, number="", issued_on=None):
        """Enter the number or the date that were missing, once, on record. Raises ValidationError if they are there already."""
        row = Resolution.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if number and row.number:
            raise at_field("number", _("The number is there already."), "once")
        if issued_on and row.issued_on:
            raise at_field("issued_on", _("The date is there already."), "once")
        if row.state != self.State.IN_FORCE or not (number or issued_on):
            raise ValidationError(_("Give number and date, or say that there are none yet."), code="state")
        if issued_on and issued_on > local_day(now):
            raise at_field("issued_on", _("This day has not come yet."), "future")
        row.number, row.issued_on = number or row.number, issued_on or row.issued_on
        row.without_number, row.without_date = not row.number, not row.issued_on
        row.registered_by = by
        row.number_registered_at = now if number else row.number_registered_at
        row.date_registered_at = now if issued_on else row.date_registered_at
        row.full_clean()
        row.save()
        self.__dict__.update(row.__dict__)
