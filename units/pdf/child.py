"""The child process: HTML on standard input, PDF on standard output. Run by ``units.pdf.render`` alone; imports no Django."""

import resource
import sys

from units.pdf.codes import MEMORY, MEMORY_OUT, NO_PANGO, SECONDS


def limit():
    """1 GB of addresses, 90 seconds of processor, no core file: set here, before anything large is loaded."""
    for what, most in [(resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)]:
        _soft, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def write(html, out):
    """A tagged PDF/A-3b. Nothing is fetched: no file, no address, no redirect; only what the page carries itself as data:."""
    from weasyprint import HTML  # noqa: PLC0415  (after the limits, and where its absence can be told)
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    HTML(string=html, url_fetcher=fetcher).write_pdf(out, pdf_variant="pdf/a-3b", pdf_tags=True)


def main():
    limit()
    html = sys.stdin.buffer.read().decode()
    try:
        write(html, sys.stdout.buffer)
    except MemoryError:
        return MEMORY_OUT
    except OSError as error:  # cffi: 'cannot load library libpango-1.0-0'
        sys.stderr.write(f"{error}\n")
        return NO_PANGO if "cannot load library" in str(error) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
