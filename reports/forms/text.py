"""Editing the text of a draft: a field for each sentence, one for a sentence of one's own in each part."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.models.life import LONGEST
from reports.models.passage import TITLES


def area(label, **kwargs):
    """A field of one sentence."""
    return forms.CharField(
        label=label, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2, "class": "short"}), **kwargs
    )


class TextForm(forms.Form):
    """All sentences of a report. ``seen``: the edition that was shown; ``key``: of the form, used once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, report, passages, **kwargs):
        """passages: those of the report, a list; of a part without any there is a field to add one."""
        super().__init__(*args, initial={"key": uuid.uuid4(), "seen": report.edition}, **kwargs)
        self.report, self.passages = report, passages
        self.values = report.gathered.values if report.is_drafted else None
        for number, passage in enumerate(passages, start=1):
            self.fields[f"text-{passage.pk}"] = area(_("Sentence %(number)s") % {"number": number}, initial=passage.text)
            if passage.drafted and passage.is_edited:
                self.fields[f"back-{passage.pk}"] = forms.BooleanField(label=_("As it was drafted again"), required=False)
            if self.values is not None and passage.is_flagged(self.values):
                self.fields[f"kept-{passage.pk}"] = forms.BooleanField(label=_("Looked at: it stays as it is"), required=False)
        for part, title in TITLES.items():
            self.fields[f"add-{part}"] = area(_("Add a sentence: %(part)s") % {"part": title})

    def parts(self):
        """For the page: (part, its title, its rows, the field to add); a row as ``row`` tells it."""
        return [
            (part, title, [self.row(passage) for passage in self.passages if passage.part == part], self[f"add-{part}"])
            for part, title in TITLES.items()
        ]

    def row(self, passage):
        """(passage, its field, its field to take it back, that to let it stand although it is flagged, both or None, figures that changed)."""
        back, kept = (self[name] if name in self.fields else None for name in (f"back-{passage.pk}", f"kept-{passage.pk}"))
        return passage, self[f"text-{passage.pk}"], back, kept, passage.changed(self.values) if kept else []

    def save(self, *, by, now):
        """Write the text; returns how many sentences changed."""
        said = self.cleaned_data
        sent = [passage for passage in self.passages if f"text-{passage.pk}" in self.data]  # one that came meanwhile was not on the page
        texts = {passage.pk: passage.drafted if said.get(f"back-{passage.pk}") else said[f"text-{passage.pk}"] for passage in sent}
        added = [(part, said[f"add-{part}"]) for part in TITLES if said[f"add-{part}"]]
        looked_at = [passage.pk for passage in self.passages if said.get(f"kept-{passage.pk}")]
        return self.report.edit(texts, added, by=by, seen=said["seen"], now=now, key=said["key"], looked_at=looked_at)
