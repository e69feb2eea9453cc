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
        for number, passage in enumerate(passages, start=1):
            self.fields[f"text-{passage.pk}"] = area(_("Sentence %(number)s") % {"number": number}, initial=passage.text)
            if passage.drafted and passage.is_edited:
                self.fields[f"back-{passage.pk}"] = forms.BooleanField(label=_("As it was drafted again"), required=False)
        for part, title in TITLES.items():
            self.fields[f"add-{part}"] = area(_("Add a sentence: %(part)s") % {"part": title})

    def parts(self):
        """For the page: (part, its title, [(passage, its field, its field to take it back or None, figures that changed)], the field to add)."""
        values = self.report.gathered.values
        return [
            (part, title, [self.row(passage, values) for passage in self.passages if passage.part == part], self[f"add-{part}"])
            for part, title in TITLES.items()
        ]

    def row(self, passage, values):
        back = f"back-{passage.pk}"
        return passage, self[f"text-{passage.pk}"], self[back] if back in self.fields else None, passage.changed(values)

    def save(self, *, by, now):
        """Write the text; returns how many sentences changed."""
        said = self.cleaned_data
        texts = {passage.pk: passage.drafted if said.get(f"back-{passage.pk}") else said[f"text-{passage.pk}"] for passage in self.passages}
        added = [(part, said[f"add-{part}"]) for part in TITLES if said[f"add-{part}"]]
        return self.report.edit(texts, added, by=by, seen=said["seen"], now=now, key=said["key"])
