"""Urging slips: blue, yellow and red papers to who is late and silent."""

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tasks import slip_paper
from tasks.models.rights import at_or_below
from tasks.models.slip_line import Colour, SlipLine, heard
from tasks.models.slip_proposing import ProposingQuerySet
from tasks.models.slip_verbs import SlipVerbs
from units.models import Appointment, Portfolio, Unit
from units.models.rendered import Rendered, RenderedQuerySet


def open_lines():
    """Lines of a slip (the outer row) of which nothing was heard since."""
    return SlipLine.objects.kept().silent().filter(slip=OuterRef("pk"))


class SlipQuerySet(ProposingQuerySet, RenderedQuerySet):
    """Slips in the office's words."""

    def visible_to(self, user, *, on):
        """What this person may know of. Every page, list, count and download starts here. At most 3 queries.

        Office, board, leaders and inspectors: all of their committee's, also what is only proposed. Heads and members: what was sent to their
        unit, to one below it, or to one that these took over from; a person: what was sent to them for a duty of their own.
        """
        posts = user.posts(on=on)
        theirs = Q(person__in=[post.pk for post in posts])
        if of_units := [post for post in posts if post.role in Appointment.UNIT_ROLES]:
            theirs |= Q(person=None, unit__in=at_or_below(of_units, on=on))
        of_committee = Q(committee__in=user.committees(on=on, roles=Appointment.COMMITTEE_ROLES))
        return self.filter(of_committee | theirs & Q(state=Slip.State.SENT))

    def due(self, now):
        """Only what was sent has a PDF."""
        return super().due(now).filter(state=Slip.State.SENT)

    def sent(self):
        """Papers that went out."""
        return self.filter(state=Slip.State.SENT)

    def unanswered(self):
        """Sent, and of one of its lines at least nothing was heard since."""
        return self.sent().filter(Exists(open_lines()))

    def with_answers(self):
        """Annotates ``is_answered``: whether something was heard of all its lines. Of a proposal: whether it is needless by now."""
        return self.annotate(is_answered=~Exists(open_lines()))

    def to_send(self, user, *, on):
        """Proposals that this person's office is to send or to postpone; without those that are needless by now."""
        offices = user.committees(on=on, roles=[Appointment.Role.OFFICE])
        return self.filter(Exists(open_lines()), state=Slip.State.PROPOSED, committee__in=offices)

    def to_receive(self, user, *, on):
        """Sent to this person or their own units, and not confirmed by anybody yet."""
        posts = user.posts(on=on)
        units = [post.unit_id for post in posts if post.role in Appointment.UNIT_ROLES]
        theirs = Q(person__in=[post.pk for post in posts]) | Q(person=None) & (Q(unit__in=units) | Q(unit__heir__in=units))
        return self.sent().filter(theirs, received_at=None)

    def to_watch(self, user, *, on):
        """Unanswered ones that a leader looks after: yellow and red of the units of their portfolio, and all red ones of the committee."""
        leader = [post.pk for post in user.posts(on=on) if post.role == Appointment.Role.LEADER]
        watched = (
            Unit.objects.filter(portfolios__in=Portfolio.objects.valid(on=on).filter(leader__in=leader)) if leader else Unit.objects.none()
        )
        theirs = Q(unit__in=Unit.objects.filter(forebears__in=watched.values("pk")).values("pk"))
        for path in watched.order_by().values_list("path", flat=True).distinct():
            theirs |= Q(unit__path__startswith=path)
        committees = user.committees(on=on, roles=[Appointment.Role.LEADER])
        of_portfolio = theirs & Q(colour__in=[Colour.YELLOW, Colour.RED])
        return self.unanswered().filter(of_portfolio | Q(colour=Colour.RED), committee__in=committees)

    def waiting_for(self, user, *, on):
        """All that waits for this person, in one query: ``place`` is 0 to be received, 1 to be sent, 2 to be looked after, in this order."""
        kinds = [self.to_receive(user, on=on), self.to_send(user, on=on), self.to_watch(user, on=on)]
        within = [Q(pk__in=rows.order_by().values("pk")) for rows in kinds]
        whens = [When(found, then=Value(place)) for place, found in enumerate(within)]
        rows = self.filter(within[0] | within[1] | within[2]).annotate(place=Case(*whens, output_field=models.IntegerField()))
        return rows.order_by("place", "-pk")

    def for_lists(self):
        """With what a row of a list shows, in the same query: ``lines_kept`` counts what is on the paper, or would be if it were sent now."""
        lines = SlipLine.objects.kept().filter(Q(slip__state=Slip.State.SENT) | ~Exists(heard()), slip=OuterRef("pk"))
        lines = lines.order_by().values("slip").annotate(number=models.Count("pk"))
        rows = self.with_answers().select_related("unit", "person__user", "issued_by", "received_by").defer("printed")
        return rows.annotate(lines_kept=models.Subquery(lines.values("number")))

    def for_papers(self):
        """With what a paper says of it, in the same query."""
        return self.select_related("committee", "unit__heir", "person__user", "issued_by", "received_by")


class Slip(SlipVerbs, Rendered):
    """A numbered urging paper to one unit (or one person) over its late work: blue goes by itself, yellow and red are sent by the office.

    One of a colour a committee, unit and day at most, with a line for each late assignment: kinder than a paper for each. A *silence* of an
    assignment: it is open and overdue, and its unit has said nothing since its last word (``SlipLine.since``). Blue is owed when it has lasted
    as many working days as the pace says; yellow when blue's limit has passed in the same silence, red when yellow's has. Any word of the
    unit, another date or another unit ends the silence: proposals lapse, sent slips count as answered; the next silence begins with blue.
    What was sent is fixed by trigger, but for its PDF and its receipt.
    """

    Colour = Colour

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed to the office")
        POSTPONED = "postponed", _("postponed")
        SENT = "sent", _("sent")
        NEEDLESS = "needless", _("needless now")

    WAITING = (State.PROPOSED, State.POSTPONED)

    key = models.CharField(max_length=120, unique=True, help_text="whose, to whom, colour and day")
    committee = models.ForeignKey("units.Unit", models.PROTECT, related_name="slips_of_committee")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="slips", verbose_name=_("unit"))
    person = models.ForeignKey("units.Appointment", models.PROTECT, null=True, related_name="slips", help_text="of a duty of persons")
    colour = models.CharField(_("colour"), max_length=6, choices=Colour)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField(_("proposed at"))
    postponed_until = models.DateField(_("postponed until"), null=True)
    number = models.PositiveIntegerField(_("number"), null=True, help_text="runs within the committee")
    issued_at = models.DateTimeField(_("sent at"), null=True)
    issued_by = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="+", help_text="null: by itself")
    answer_by = models.DateField(_("to be answered by"), null=True)
    printed = models.JSONField(default=dict, help_text="names and words as they stood when it was sent: what the PDF is made of")
    file = models.FileField(_("file"), upload_to="slips", blank=True)
    received_at = models.DateTimeField(_("received at"), null=True)
    received_by = models.ForeignKey("units.User", models.PROTECT, null=True, related_name="+")

    objects = SlipQuerySet.as_manager()

    class Meta(Rendered.Meta):
        verbose_name = _("urging slip")
        verbose_name_plural = _("urging slips")
        ordering = ["-pk"]
        constraints = [
            *Rendered.Meta.constraints,
            models.UniqueConstraint(fields=["committee", "number"], name="slip_number_once"),
            models.CheckConstraint(
                condition=Q(state="sent", number__isnull=False, issued_at__isnull=False, answer_by__isnull=False)
                | (~Q(state="sent") & Q(number=None, issued_at=None, answer_by=None, received_at=None)),
                name="slip_sent_with_its_number",
            ),
            models.CheckConstraint(
                condition=Q(state="postponed", postponed_until__isnull=False) | (~Q(state="postponed") & Q(postponed_until=None)),
                name="slip_postponed_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by=None) | Q(received_at__isnull=False, received_by__isnull=False),
                name="slip_received_by_someone",
            ),
            models.CheckConstraint(condition=~Q(colour="blue") | ~Q(state="postponed"), name="slip_blue_goes_by_itself"),
        ]
        indexes = [
            *Rendered.Meta.indexes,
            models.Index(fields=["committee", "state", "-id"], name="slip_of_committee"),
            models.Index(fields=["unit", "state", "-id"], name="slip_of_unit"),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("slip", args=[self.pk])

    @property
    def code(self):
        """As the application names it: 'PD-0012'. The number on the paper is ``number``."""
        return f"PD-{self.pk:04}"

    @property
    def addressee(self):
        """To whom it goes: the person of a duty of persons, else the unit."""
        return self.person.user if self.person_id else self.unit

    @property
    def is_sent(self):
        """Whether it went out; else it is the office's own matter."""
        return self.state == self.State.SENT

    @property
    def is_waiting_for_the_office(self):
        """Whether the office may send or postpone it still."""
        return self.state in self.WAITING

    def paper(self):
        """The slip as it is printed: made of ``printed`` alone."""
        return slip_paper.compose(self.printed)
