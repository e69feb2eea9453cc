"""Print what the reader makes of a document: for a look, or as JSON for another program."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from resolutions.reader import MOST_BYTES, NotText, read, secrecy, text_of
from resolutions.refusals import SENTENCES


class Command(BaseCommand):
    help = "Read a Party document (DOCX, PDF with text, or plain text) and print its head, provisions and findings. Nothing is saved."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the document")
        parser.add_argument("--json", action="store_true", help="print everything that was read as JSON")

    def handle(self, *, file, **options):
        text = self.text_of(file)
        if mark := secrecy(text):
            raise CommandError(
                _("The paper is marked secret (%(mark)s): it is not read and not stored. Keep it as the rules on state secrets ask.")
                % {"mark": mark},
                returncode=2,
            )
        document = read(text)
        if options["json"]:
            self.stdout.write(json.dumps(document.to_json(), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(_table(document)))

    def text_of(self, file):
        """The text of a file; what stands in the way is told in one sentence, with exit status 2."""
        try:
            with file.open("rb") as source:
                return text_of(source.read(MOST_BYTES + 1))
        except FileNotFoundError:
            raise CommandError(_("There is no such file: %(file)s.") % {"file": file}, returncode=2) from None
        except OSError:
            raise CommandError(_("The file cannot be opened: %(file)s.") % {"file": file}, returncode=2) from None
        except NotText as refusal:
            raise CommandError(SENTENCES[refusal.code], returncode=2) from None


def _table(document):
    """A short account for people: the head in one line, then label, kind and first words of each part."""
    head = (document.kind, document.number or document.symbol, document.date and f"{document.date:%d/%m/%Y}", document.issuer)
    yield " · ".join(part for part in head if part) or "-"
    if document.subject:
        yield document.subject
    for part in (*document.provisions, *document.findings):
        words = " ".join(part.text.split())
        yield f"{part.label:<12} {part.kind:<12} {words[:80]}{'…' if len(words) > 80 else ''}"
