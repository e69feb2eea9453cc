"""The text of a draft: reworded, added to, drafted anew."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from reports.models.life import Conflict, Life, clean
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
    def edit(self, texts, added=(), *, by, seen, now, key, looked_at=()):
        """Give sentences other words, and add sentences of one's own; all or nothing. Returns how many changed.

        texts: {pk of a passage: its text}; an empty one leaves the sentence out (one's own goes). looked_at: the passages that stay as they are
        although a figure changed. These, and those with other words, rest on today's figures from now on. added: pairs of a part and a text,
        each put at the part's end. key: of the form: what is sent twice is written once. Raises ValidationError at 'text-<pk>' or 'add-<part>'.
        """
        texts = {pk: clean(text, f"text-{pk}") for pk, text in texts.items()}
        added = [(part, clean(text, f"add-{part}")) for part, text in added]
        if self._stands(texts, added, key=key):
            return 0
        self._open("edit", self.Stage.DRAFT, by=by, seen=seen, now=now)
        if not self.is_drafted:
            raise Conflict(self)
        there, values = self.passages.in_bulk([*texts, *looked_at]), self.gathered.values
        changed = sum(self._reword(there[pk], text, values, by=by, now=now) for pk, text in texts.items() if pk in there)
        changed += sum(self._keep(there[pk], values) for pk in looked_at if pk in there and texts.get(pk) == there[pk].text)
        for part, text in added:
            changed += self._add(part, text, key=key, by=by, now=now)
        if changed:
            self._step(gettext_noop("text edited"), by=by, now=now)
        return changed

    def _stands(self, texts, added, *, key):
        """Whether a form that added something was sent before, and all that it says stands as it was sent."""
        if not added or not self.passages.filter(key__startswith=f"own-{key}").exists():
            return False
        stored = dict(self.passages.values_list("pk", "text"))
        own = list(self.passages.filter(key__startswith=f"own-{key}").values_list("part", "text"))
        return all(stored.get(pk, "") == text for pk, text in texts.items()) and all(one in own for one in added)

    def _reword(self, passage, text, values, *, by, now):
        if text == passage.text:
            return False
        if passage.is_own and not text:
            passage.delete()
            return True
        passage.text = text
        passage.edited_by, passage.edited_at = (by, now) if passage.is_edited else (None, None)
        self._keep(passage, values)
        return True

    def _keep(self, passage, values):
        passage.basis = {address: plain(values[address]) for address in passage.basis if address in values}
        passage.drafted_then = passage.drafted
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

    An edited sentence keeps the figures and the draft that it was looked at with, so that it is flagged where these are others by now; one
    about what is gone rests on figures that are gone.
    """
    there, places = {(one.part, one.key): one for one in report.passages.all()}, {}
    for sentence in sentences:
        places[sentence.part] = place = places.get(sentence.part, PARTS.index(sentence.part) * A_PART) + 1
        basis = {address: plain(value) for address, value in sentence.basis.items()}
        passage, text = there.pop((sentence.part, sentence.key), None), clean(sentence.text)
        passage = passage or Passage(report=report, part=sentence.part, key=sentence.key)
        passage.position, passage.drafted = place, text
        if not passage.edited_by_id:
            passage.text, passage.basis, passage.drafted_then = text, basis, text
        passage.save()
    for place, passage in enumerate(sorted(there.values(), key=lambda one: (one.position, one.pk))):
        if passage.is_own:
            passage.position = (PARTS.index(passage.part) + 1) * A_PART - MOST_OWN + place % MOST_OWN
            passage.save()
        elif not passage.edited_by_id:
            passage.delete()
