"""The child process: one JSON document on standard input, PDF on standard output. Run by ``units.pdf.render`` alone; imports no Django.

The document: {"pages": [HTML, ...], "attachments": [{"name", "data" (base64), "description", "made_at" (ISO 8601)}, ...]}. Of several pages
the first that fits on one sheet is written, or the last.
"""

import base64
import json
import resource
import sys
from datetime import UTC, datetime

from units.pdf.codes import MEMORY, MEMORY_OUT, NO_PANGO, SECONDS


def limit():
    """1 GB of addresses, 90 seconds of processor, no core file: set here, before anything large is loaded."""
    for what, most in [(resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)]:
        _soft, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def write(pages, attachments, out):
    """A tagged PDF/A-3b. Nothing is fetched: no file, no address, no redirect; only what the page carries itself as data:."""
    from weasyprint import HTML, Attachment  # noqa: PLC0415  (after the limits, and where its absence can be told)
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    options = {"pdf_variant": "pdf/a-3b", "pdf_tags": True}
    for html in pages:
        document = HTML(string=html, url_fetcher=fetcher).render(**options)
        if len(document.pages) == 1:
            break
    carried = [attachment(Attachment, one) for one in attachments]
    document.write_pdf(out, attachments=carried, **options)


def attachment(kind, one):
    """A file of the job as WeasyPrint takes it; with dates given, it gives the same bytes each time."""
    made_at = datetime.fromisoformat(one["made_at"]).astimezone(UTC)  # written as UTC, whatever its zone
    data = base64.b64decode(one["data"])
    return kind(string=data, name=one["name"], description=one["description"], relationship="Data", created=made_at, modified=made_at)


def main():
    limit()
    job = json.load(sys.stdin.buffer)
    try:
        write(job["pages"], job["attachments"], sys.stdout.buffer)
    except MemoryError:
        return MEMORY_OUT
    except OSError as error:  # cffi: 'cannot load library libpango-1.0-0'
        sys.stderr.write(f"{error}\n")
        return NO_PANGO if "cannot load library" in str(error) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
