"""The text of a draft: reworded, added to, drafted anew."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from reports.models.life import Life, clean
from reports.models.passage import Passage, plain
from reports.narrative import PARTS
from units.landing import at_field

MOST_OWN = 100  # sentences of the board's own
A_PART = 1000  # places


class Editing(Life):
    """What the board does with the sentences of a draft."""

    class Meta:
        abstract = True

    @transaction.atomic
    def edit(self, texts, added=(), *, by, seen, now, key):
        """Give sentences other words, and add sentences of one's own; all or nothing. Returns how many changed.

        texts: {pk of a passage: its text}; an empty one leaves the sentence out (one's own goes). What was sent counts as looked at: its figures
        are those of today. added: pairs of a part and a text, each put at the part's end. key: of the form, so that what is sent twice is added
        once. Raises ValidationError at 'text-<pk>' or 'add-<part>'.
        """
        if added and self.passages.filter(key__startswith=f"own-{key}").exists():
            return 0
        self._open("edit", self.Stage.DRAFT, by=by, seen=seen, now=now)
        there, values = self.passages.in_bulk(list(texts)), self.gathered.values
        changed = sum(
            self._reword(there[pk], clean(text, f"text-{pk}"), values, by=by, now=now) for pk, text in texts.items() if pk in there
        )
        for part, text in added:
            changed += self._add(part, clean(text, f"add-{part}"), key=key, by=by, now=now)
        if changed:
            self._step(gettext_noop("text edited"), by=by, now=now)
        return changed

    def _reword(self, passage, text, values, *, by, now):
        basis = {address: plain(values[address]) for address in passage.basis if address in values}
        if (text, basis) == (passage.text, passage.basis):
            return False
        if passage.is_own and not text:
            passage.delete()
            return True
        passage.text, passage.basis = text, basis
        passage.edited_by, passage.edited_at = (by, now) if passage.is_edited else (None, None)
        passage.save()
        return True

    def _add(self, part, text, *, key, by, now):
        if not text or part not in PARTS:
            return False
        if self.passages.filter(drafted="").count() >= MOST_OWN:
            raise at_field(f"add-{part}", _("A report holds at most %(most)s sentences of its own."), "many", most=MOST_OWN)
        last = self.passages.filter(part=part).aggregate(last=models.Max("position"))["last"]
        place = PARTS.index(part) * A_PART if last is None else last + 1
        self.passages.create(part=part, key=f"own-{key}-{place}", position=place, text=text, edited_by=by, edited_at=now)
        return True

    @transaction.atomic
    def refresh(self, cutoff, *, by, seen, now):
        """Take the figures of another instant: sentences that nobody edited are drafted anew, the others are flagged where a figure changed."""
        self._open("edit", self.Stage.DRAFT, by=by, seen=seen, now=now)
        self._step(gettext_noop("figures refreshed"), by=by, now=now, cutoff=cutoff, contents="", drafted_at=None)


def merge(report, sentences):
    """Bring the passages of a report up to what was drafted now: a sentence that nobody edited is the new one, an edited one keeps its words.

    An edited sentence keeps the figures that it was looked at with, so that it is flagged where one is another by now; one about what is gone
    rests on figures that are gone.
    """
    there, places = {(one.part, one.key): one for one in report.passages.all()}, {}
    for sentence in sentences:
        places[sentence.part] = place = places.get(sentence.part, PARTS.index(sentence.part) * A_PART) + 1
        basis = {address: plain(value) for address, value in sentence.basis.items()}
        passage = there.pop((sentence.part, sentence.key), None)
        if passage is None:
            passage = Passage(report=report, part=sentence.part, key=sentence.key, text=sentence.text, basis=basis)
        elif not passage.edited_by_id:
            passage.text, passage.basis = sentence.text, basis
        passage.position, passage.drafted = place, sentence.text
        passage.save()
    for passage in there.values():
        if passage.is_own:
            passage.position = (PARTS.index(passage.part) + 1) * A_PART - MOST_OWN + passage.position % MOST_OWN
            passage.save()
        elif not passage.edited_by_id:
            passage.delete()
