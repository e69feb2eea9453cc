"""Units written as lines of text: 'kind; name; short name; code'."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from units.fold import fold
from units.models import Unit

WORDS = {
    Unit.Kind.ADVISING: ("ban", "cơ quan tham mưu", "tham mưu", "advising"),
    Unit.Kind.SUBORDINATE: ("đảng bộ", "đảng ủy", "chi bộ", "tổ chức đảng trực thuộc", "trực thuộc", "subordinate"),
    Unit.Kind.GOVERNMENT: ("chính quyền", "ủy ban nhân dân", "government"),
    Unit.Kind.FRONT: ("đoàn thể", "mặt trận", "mặt trận và đoàn thể", "front"),
}
KINDS = {fold(word): kind for kind, words in WORDS.items() for word in words}
MOST = 500


class UnitLines(forms.CharField):
    """A text area that gives units, not yet saved, in the order of the lines; each mistake names its line."""

    widget = forms.Textarea
    default_error_messages = {
        "kind": _("Line %(line)s: “%(kind)s” is no kind of unit. Write one of: %(kinds)s."),
        "form": _("Line %(line)s: write kind; name; short name; code, with semicolons between. The last two may be left out."),
        "name": _("Line %(line)s: the name is missing."),
        "twice": _("Line %(line)s: “%(name)s” is there already, in line %(before)s."),
        "long": _("Line %(line)s: “%(part)s” is too long; at most %(most)s letters."),
        "many": _("At most %(most)s lines at once; add the others later."),
    }

    def clean(self, value):
        lines = [(n, line) for n, line in enumerate(super().clean(value).splitlines(), start=1) if line.strip()]
        if len(lines) > MOST:
            raise self.mistake("many", most=MOST)
        units, mistakes, seen = [], [], {}
        for n, line in lines:
            try:
                unit = self.unit(n, line)
                before = seen.setdefault(fold(unit.name), n)
                if before != n:
                    raise self.mistake("twice", line=n, name=unit.name, before=before)
                units.append(unit)
            except ValidationError as mistake:
                mistakes.append(mistake)
        if mistakes:
            raise ValidationError(mistakes)
        return units

    def unit(self, n, line):
        """The unit of one line."""
        parts = [unicodedata.normalize("NFC", " ".join(part.split())) for part in re.split(r"[;\t]", line.rstrip("; \t"))]
        if not 2 <= len(parts) <= 4:
            raise self.mistake("form", line=n)
        kind, name, short_name, code = (*parts, "", "")[:4]
        if fold(kind) not in KINDS:
            raise self.mistake("kind", line=n, kind=kind, kinds=", ".join(words[0] for words in WORDS.values()))
        if not name:
            raise self.mistake("name", line=n)
        for field, part in (("name", name), ("short_name", short_name), ("code", code)):
            most = Unit._meta.get_field(field).max_length
            if len(part) > most:
                raise self.mistake("long", line=n, part=part[:30] + "…", most=most)
        return Unit(kind=KINDS[fold(kind)], name=name, short_name=short_name, code=code)

    def mistake(self, code, **params):
        return ValidationError(self.error_messages[code], code=code, params=params)
