from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tasks.models.stands import Stands, StandsQuerySet, State
from units.periods import local_day


class EntryQuerySet(StandsQuerySet):
    """The log, read."""

    def last_by(self, instant, *, of):
        """The last entry recorded by ``instant`` of each assignment in the query set ``of``: how each stood then."""
        last = (
            self.filter(assignment__in=of, recorded_at__lte=instant).order_by().values("assignment").annotate(last=Max("pk")).values("last")
        )
        return self.model.objects.filter(pk__in=last)

    def to_answer(self):
        """Remarks of leaders that want an answer by a day and have none; of withdrawn work none is wanted any more."""
        answered = Exists(self.model.objects.filter(about=OuterRef("pk"), kind=Entry.Kind.ANSWER))
        remarks = self.filter(~answered, kind=Entry.Kind.REMARK, wanted_on__isnull=False)
        return remarks.exclude(assignment__state=State.WITHDRAWN).order_by("wanted_on", "pk")


class Entry(Stands):
    """One line of an assignment's log: who did or said what, when, and how the assignment stands after it. Never changed, never deleted.

    ``number`` counts from 1 within the assignment; pk, number and ``recorded_at`` rise together. An entry by the system has no ``by``.
    """

    class Kind(models.TextChoices):
        ASSIGN = "assign", _("assigned")
        RECEIVE = "receive", _("received")
        DECLINE = "decline", _("declined")
        INSIST = "insist", _("given again")
        LOG = "log", _("progress")
        SUBMIT = "submit", _("reported done")
        VERIFY = "verify", _("verified")
        SEND_BACK = "send_back", _("sent back")
        ADD = "add", _("added after verification")
        REOPEN = "reopen", _("opened again")
        ASK_TIME = "ask_time", _("asked for time")
        GRANT = "grant", _("time granted")
        REFUSE = "refuse", _("time refused")
        RESCHEDULE = "reschedule", _("date set")
        URGE = "urge", _("urged")
        REMARK = "remark", _("remark")
        ANSWER = "answer", _("answer")
        CONFIRM = "confirm", _("confirmed by the unit")
        OBJECT = "object", _("objection of the unit")
        HAND = "hand", _("handed to a member")
        TAKE_OVER = "take_over", _("taken over")
        REASSIGN = "reassign", _("passed on")
        WITHDRAW = "withdraw", _("withdrawn")
        CORRECT = "correct", _("correction")
        RETRACT = "retract", _("evidence taken back")
        SUPPORT = "support", _("supporting part")
        RETURN_PART = "return_part", _("supporting part sent back")
        PASS_PART = "pass_part", _("supporting part passed on")

    class Channel(models.TextChoices):
        HERE = "here", _("in the application")
        TELEPHONE = "telephone", _("by telephone")
        PAPER = "paper", _("on paper")

    assignment = models.ForeignKey("tasks.Assignment", models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    key = models.UUIDField(unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    by = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="entries", verbose_name=_("by"))
    on_behalf_of = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("on behalf of"))
    channel = models.CharField(_("how it came"), max_length=9, choices=Channel, default=Channel.HERE)
    happened_on = models.DateField(_("happened on"))
    recorded_at = models.DateTimeField(_("recorded at"))
    text = models.TextField(_("what was done"), blank=True)
    obstacles = models.TextField(_("obstacles"), blank=True)
    next_step = models.TextField(_("next step"), blank=True)
    figure = models.DecimalField(_("figure reported"), max_digits=14, decimal_places=2, null=True)
    figure_out_of = models.DecimalField(_("out of"), max_digits=14, decimal_places=2, null=True)
    reported_percent = models.PositiveSmallIntegerField(_("percent reported"), null=True)
    about = models.ForeignKey("self", models.PROTECT, null=True, related_name="answers", help_text="what it answers, decides or corrects")
    wanted_on = models.DateField(
        _("asks for"), null=True, help_text="the later date of a request; the day until which a remark is to be answered"
    )
    retracted = models.ForeignKey("tasks.Evidence", models.PROTECT, null=True, related_name="retractions")
    part = models.ForeignKey("tasks.Part", models.PROTECT, null=True, related_name="entries")
    part_unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+", help_text="whose part it is after this entry")
    part_done_on = models.DateField(null=True, help_text="how the part stands after this entry")
    format = models.PositiveSmallIntegerField(default=1, help_text="which fields its hash covers")
    hash = models.CharField(max_length=64)

    AUTHORING = (Kind.LOG, Kind.SUBMIT, Kind.ADD, Kind.CORRECT, Kind.SUPPORT)
    RETURNING = (Kind.SEND_BACK, Kind.REOPEN)
    TELLING = (Kind.LOG, Kind.SUBMIT, Kind.ADD, Kind.ANSWER, Kind.ASK_TIME, Kind.DECLINE, Kind.OBJECT)
    SETTING = (Kind.ASSIGN, Kind.INSIST, Kind.REASSIGN, Kind.SEND_BACK, Kind.REOPEN, Kind.GRANT, Kind.RESCHEDULE)
    CORRECTED = (Kind.LOG, Kind.SUBMIT, Kind.ADD)
    # a word of the unit, by itself or by the office for it: what ends its silence; beside it so does whatever sets the date or ends the work
    BREAKING = (*TELLING, *SETTING, Kind.WITHDRAW)

    objects = EntryQuerySet.as_manager()

    class Meta(Stands.Meta):
        verbose_name = _("entry")
        verbose_name_plural = _("log")
        ordering = ["assignment", "number"]
        constraints = [
            *Stands.Meta.constraints,
            models.UniqueConstraint(fields=["assignment", "number"], name="entry_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="entry_numbers_from_1"),
        ]
        indexes = [
            models.Index(fields=["assignment", "recorded_at", "id"], name="entry_as_of"),
            models.Index(fields=["recorded_at"], name="entry_recorded_at"),
            models.Index(fields=["kind", "recorded_at"], name="entry_kind"),  # each tick looks for leaders' words
        ]

    def __str__(self):
        return self.code

    @property
    def code(self):
        """As printed: 'NV-0123/4'."""
        return f"{self.assignment.code}/{self.number}"

    def verbs_about(self, answered):
        """Verbs that this entry invites. answered: the kinds of the entries about it."""
        verbs = ["correct"] if self.kind in self.CORRECTED else []
        if self.kind in (self.Kind.REMARK, self.Kind.URGE) and self.Kind.ANSWER not in answered:
            verbs.append("answer")
        written = self.on_behalf_of_id == self.assignment.unit_id and self.kind not in (self.Kind.CORRECT, self.Kind.RETRACT)
        if written and not {"confirm", "object"} & set(answered):
            verbs += ["confirm", "object"]
        return verbs

    def as_corrected(self):
        """The last correction of it, or itself: what it should say. 1 query."""
        return self.answers.filter(kind=self.Kind.CORRECT).order_by("-number").first() or self

    @property
    def was_late_in_the_book(self):
        """Whether it tells of a day before the one on which it was written down; the verifier is shown both."""
        return self.happened_on < local_day(self.recorded_at)
