"""Words in the log that wait for an answer."""

from django.db import models
from django.db.models import Exists, OuterRef

from tasks.models.entry import Entry

Kind = Entry.Kind


def unanswered(by, **which):
    """Entries of an assignment (the outer row) that no entry of the kinds ``by`` is about."""
    answers = Entry.objects.filter(about=OuterRef("pk"), kind__in=by)
    return Exists(Entry.objects.filter(~Exists(answers), assignment=OuterRef("pk"), **which))


class AwaitingQuerySet(models.QuerySet):
    """Assignments in whose log somebody waits for a word."""

    def to_answer(self):
        """With a leader's remark that the unit has not answered."""
        return self.exclude(state=self.model.State.WITHDRAWN).filter(unanswered([Kind.ANSWER], kind=Kind.REMARK, wanted_on__isnull=False))

    def to_confirm(self):
        """With something that the office wrote for the unit, of which the unit has not said whether it is right."""
        written = {"on_behalf_of": OuterRef("unit"), "kind__in": (Kind.LOG, Kind.SUBMIT)}
        return self.exclude(state=self.model.State.WITHDRAWN).filter(unanswered([Kind.CONFIRM, Kind.OBJECT], **written))

    def objected(self):
        """With an objection of the unit to what the office wrote for it, and no correction since."""
        corrected = Entry.objects.filter(about=OuterRef("about"), kind=Kind.CORRECT, number__gt=OuterRef("number"))
        return self.filter(Exists(Entry.objects.filter(~Exists(corrected), assignment=OuterRef("pk"), kind=Kind.OBJECT)))
