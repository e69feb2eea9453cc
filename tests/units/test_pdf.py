"""HTML to PDF in a child process: what comes out, what is never fetched, how it fails."""

import io
import socket
import sys
import threading
from datetime import datetime

import pytest
from pypdf import PdfReader

from units import pdf
from units.periods import ZONE

PAGE = '<html lang="vi"><title>Báo cáo</title><body style="font-family: Liberation Serif">Đôn đốc, quý IV: ạảấầẩẫậ ơưỹ'


def fonts(data):
    found = set()
    for page in PdfReader(io.BytesIO(data)).pages:
        found |= {str(font.get_object()["/BaseFont"]) for font in page["/Resources"].get("/Font", {}).values()}
    return found


def test_text_title_language_and_profile():
    data = pdf.render(PAGE)
    read = PdfReader(io.BytesIO(data))
    assert "Đôn đốc, quý IV: ạảấầẩẫậ ơưỹ" in read.pages[0].extract_text()
    assert read.metadata.title == "Báo cáo"
    assert read.trailer["/Root"]["/Lang"] == "vi"
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfaid" in read.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert all("Liberation-Serif" in name for name in fonts(data))
    assert data == pdf.render(PAGE)  # the same page, the same bytes


def test_files_are_carried_along_and_dated():
    made_at = datetime(2024, 6, 30, 23, 59, 59, tzinfo=ZONE)
    carried = [pdf.Attachment("a.json", b'{"a": 1}\x00\xff', "Số liệu", made_at), pdf.Attachment("b.txt", b"", "Trống", made_at)]
    data = pdf.render(PAGE, attachments=carried)
    read = PdfReader(io.BytesIO(data))
    assert read.attachments == {"a.json": [b'{"a": 1}\x00\xff'], "b.txt": [b""]}
    first = read.trailer["/Root"]["/AF"][0].get_object()
    assert (first["/AFRelationship"], first["/Desc"]) == ("/Data", "Số liệu")
    assert first["/EF"]["/F"].get_object()["/Params"]["/ModDate"] == "D:20240630165959Z"
    assert data == pdf.render(PAGE, attachments=carried)
    assert not PdfReader(io.BytesIO(pdf.render(PAGE))).attachments


def test_the_first_page_that_fits_on_one_sheet_is_taken():
    def page(words):
        return f"{PAGE}<p>{words}</p>" + '<p style="break-after: page">.</p>' * (words != "ngắn") + "<p>hết</p>"

    taken = PdfReader(io.BytesIO(pdf.render(page("dài"), shorter=[page("vừa"), page("ngắn"), PAGE])))
    assert [("ngắn" in one.extract_text(), "hết" in one.extract_text()) for one in taken.pages] == [(True, True)]
    last = PdfReader(io.BytesIO(pdf.render(page("dài"), shorter=[page("vừa")])))
    assert len(last.pages) == 2
    assert "vừa" in last.pages[0].extract_text()


@pytest.fixture
def listener():
    """An address that notes whether anybody came."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        came = []

        def accept():
            try:
                connection, _address = server.accept()
            except OSError:
                return
            came.append(True)
            connection.close()

        waiter = threading.Thread(target=accept)
        waiter.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        yield address, came
        socket.create_connection(server.getsockname()).close()  # lets the thread end
        waiter.join()


def test_nothing_is_fetched(listener, tmp_path):
    address, came = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    html = f"""{PAGE}<img src="{address}/i.png"><link rel=stylesheet href="{address}/s.css"><style>@import "{address}/t.css";
        @font-face {{ font-family: x; src: url({address}/f.woff) }} p {{ font-family: x }}</style><p>x</p>
        <link rel=attachment href="file://{secret}"><object data="file://{secret}"></object><img src="{secret}">"""
    data = pdf.render(html)
    assert not came
    assert b"the secret" not in data
    assert not PdfReader(io.BytesIO(data)).attachments


def test_memory_has_an_end():
    with pytest.raises(pdf.RenderFailed) as failed:
        pdf.render("<table><tr><td colspan=999999999>x</table>")
    assert failed.value.code == "memory"


def test_time_has_an_end(monkeypatch):
    monkeypatch.setattr(pdf, "COMMAND", (sys.executable, "-c", "while True: pass"))
    with pytest.raises(pdf.RenderFailed) as failed:
        pdf.render(PAGE, timeout=0.3)
    assert failed.value.code == "timeout"


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        ("crashed", "import sys; sys.exit(1)"),
        ("crashed", "print('no pdf')"),
        ("memory", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"),
        ("timeout", "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)"),
    ],
)
def test_how_it_ended(monkeypatch, code, ends):
    monkeypatch.setattr(pdf, "COMMAND", (sys.executable, "-c", ends))
    with pytest.raises(pdf.RenderFailed) as failed:
        pdf.render("")
    assert failed.value.code == code


def test_without_pango_it_says_so(monkeypatch, tmp_path):
    (tmp_path / "weasyprint.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(pdf.RenderFailed) as failed:
        pdf.render(PAGE)
    assert failed.value.code == "no_pango"


def test_the_child_is_told_no_secrets_and_the_parent_loads_no_weasyprint(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://a:b@c/d")
    assert not {"SECRET_KEY", "DATABASE_URL"} & set(pdf.environment())
    assert "weasyprint" not in sys.modules
