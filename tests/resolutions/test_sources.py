"""A file becomes text: what it is by its bytes, in which letters it is written; and the first document is the same from every format."""

import io
import json
import unicodedata
from functools import cache

import pytest
from django.core.management import CommandError, call_command

from resolutions.reader import MOST_BYTES, NotText, read, text_of
from resolutions.reader.sources import apart
from tests.office import SAMPLE
from tests.resolutions.made_papers import numbered_docx, page_html, repacked, small_pdf, typed_docx
from units import pdf

PAPER = "HUYỆN ỦY\n*\nSố 12-KL/HU\n\nKẾT LUẬN\n\n1. Giao Ban Tuyên giáo tham mưu, đôn đốc, kiểm tra việc thực hiện.\n"


@cache
def as_text():
    return read(SAMPLE.read_text())


MADE = {"typed": typed_docx, "numbered": numbered_docx, "pdf": lambda: pdf.render(page_html())}


@cache
def made(form):
    return read(text_of(MADE[form]()))


def folded(text):
    return " ".join(text.split())


# The conclusion of Bình Sơn, from every format


@pytest.mark.parametrize("form", MADE)
def test_the_first_document_has_the_same_head_and_foot(form):
    document, expected = made(form), as_text()
    for name in ("kind", "symbol", "title", "subject", "issuer", "is_draft", "signer", "signer_title", "recipients"):
        assert getattr(document, name) == getattr(expected, name), name
    assert (document.number, document.date) == (None, None)
    assert [one.number for one in document.citations] == [one.number for one in expected.citations]


@pytest.mark.parametrize("form", MADE)
def test_the_first_document_has_the_same_provisions_word_by_word(form):
    document, expected = made(form), as_text()

    def told(paper):
        return [
            (
                p.label,
                p.kind,
                p.parent,
                folded(p.text),
                [folded(q.text) for q in p.addressees],
                [(w.text, w.date, w.rhythm) for w in p.deadlines],
            )
            for p in paper.provisions
        ]

    assert told(document) == told(expected)
    assert [p.label for p in document.provisions] == ["I", *(f"I.{n}" for n in range(1, 7)), "II", "II.1", "II.2"]
    assert [(f.label, f.kind, folded(f.text)) for f in document.findings] == [(f.label, f.kind, folded(f.text)) for f in expected.findings]


def test_the_command_reads_them_too(tmp_path):
    paper = tmp_path / "paper.bin"
    paper.write_bytes(numbered_docx())
    out = io.StringIO()
    call_command("read_document", paper, "--json", stdout=out)
    assert [p["label"] for p in json.loads(out.getvalue())["provisions"]] == [p.label for p in as_text().provisions]


# Letters


@pytest.mark.parametrize(
    "data",
    [
        PAPER.encode(),
        unicodedata.normalize("NFD", PAPER).encode(),
        b"\xef\xbb\xbf" + PAPER.encode(),
        PAPER.encode("utf-16"),
        b"\xfe\xff" + PAPER.encode("utf-16-be"),
        PAPER.replace("\n", "\r\n").encode(),
        PAPER.replace("12-KL", "12\u2011KL").encode(),
        PAPER.replace("Tuyên", "Tu\u00adyên").encode(),
    ],
)
def test_a_text_is_the_same_in_all_its_encodings(data):
    assert text_of(data).replace("\r\n", "\n") == PAPER


def as_windows(text):
    """As Windows-1258 writes it: most toned letters as the letter and then its tone."""
    out = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            *base, tone = unicodedata.normalize("NFD", letter)
            dot_first = unicodedata.normalize("NFC", "".join(base))
            if len(base) > 1 and tone not in "\u0300\u0301\u0303\u0309\u0323":
                dot_first, tone = unicodedata.normalize("NFC", base[0] + tone), base[1]
            out += dot_first.encode("cp1258") + tone.encode("cp1258")
    return out


def test_windows_1258_is_recognised():
    assert text_of(as_windows(PAPER)) == PAPER
    assert text_of(as_windows(SAMPLE.read_text())) == unicodedata.normalize("NFC", SAMPLE.read_text())


TCVN3 = "KÕt luËn cña Ban Th\u00adêng vô HuyÖn uû vÒ c«ng t¸c tuyªn truyÒn, ®«n ®èc viÖc thùc hiÖn"
VNI = "Keát luaän cuûa Ban Thöôøng vuï Huyeän uûy veà coâng taùc tuyeân truyeàn, ñoân ñoác vieäc thöïc hieän"


@pytest.mark.parametrize("old", [TCVN3, VNI, f"{PAPER}\n{VNI}", TCVN3.upper()])
def test_old_letters_are_refused_and_not_read_as_noise(old):
    for data in (old.encode(), old.encode("latin-1", "ignore")):
        with pytest.raises(NotText) as refusal:
            text_of(data)
        assert refusal.value.code == "old_letters"


@pytest.mark.parametrize(
    "words",
    [
        "Hội đàm với đoàn Düsseldorf, Malmö và São Paulo về hợp tác.",
        "Nhiệt độ 25°C, 10 m², «Sổ tay», ½ số xã; Công ty ABC® và XYZ™.",
        "Thuỷ sản, hoà giải, quân đội, khoẻ mạnh, quý nhân, oà khóc.",
    ],
)
def test_foreign_names_and_signs_are_no_old_letters(words):
    assert text_of(words.encode()) == words


# What is refused, by its first bytes, and by its code

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REFUSED = {
    "empty": [b"", b" \n\f", "\ufeff".encode(), small_pdf([])[:0]],
    "binary": [b"a\x00b", b"\x01\x02\x03" * 9],
    "not_utf8": [b"K\xff\xe1ab", bytes(range(128, 256)) * 20, b"\xff\xfeabc"],
    "old_word": [OLE, b"<html><body>K\xe1", b"  <?xml version='1.0'?><w:wordDocument/>"],
    "locked": [OLE + "EncryptedPackage".encode("utf-16-le")],
    "rtf": [rb"{\rtf1\ansi Ket luan}"],
    "scanned": [b"\xff\xd8\xff\xe0\x00\x10JFIF", b"\x89PNG\r\n\x1a\n"],
    "not_word": [repacked(typed_docx(), lambda name, data: None if name == "[Content_Types].xml" else data)],
    "damaged": [b"%PDF-1.7", b"PK\x03\x04 and nothing else", typed_docx()[:3000], small_pdf([b""])[:200]],
    "too_big": [b"a" * (MOST_BYTES + 1)],
    "pages": [b"a " * 800_000],
}
SENTENCES = {
    "empty": "trống",
    "binary": "không phải Word, PDF",
    "not_utf8": "bảng mã",
    "old_word": "Word cũ (.doc)",
    "locked": "mật khẩu",
    "rtf": "RTF",
    "scanned": "ảnh chụp",
    "not_word": "gói nén",
    "damaged": "hỏng",
    "too_big": "20 MB",
    "pages": "500 trang",
    "old_letters": "TCVN3",
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_no_document_is_refused_with_its_code(code):
    for data in REFUSED[code]:
        with pytest.raises(NotText) as refusal:
            text_of(data)
        assert refusal.value.code == code, data[:40]


@pytest.mark.parametrize("code", [*REFUSED, "old_letters"])
def test_each_refusal_is_one_sentence_in_vietnamese(code, tmp_path):
    paper = tmp_path / "paper.docx"
    paper.write_bytes({**REFUSED, "old_letters": [VNI.encode()]}[code][-1 if code == "empty" else 0])
    with pytest.raises(CommandError) as refusal:
        call_command("read_document", paper)
    said = str(refusal.value)
    assert SENTENCES[code] in said
    assert "\n" not in said
    assert said.endswith(".")
    assert refusal.value.returncode == 2


# The child


def test_a_child_that_takes_too_long_is_ended():
    with pytest.raises(NotText) as refusal:
        apart.read_apart("docx", typed_docx(), seconds=0.001)
    assert refusal.value.code == "costly"
    assert apart.read_apart("docx", typed_docx())


@pytest.mark.parametrize(
    ("does", "code"),
    [
        ("while True: pass", "costly"),
        ("[bytearray(2**26) for _ in range(99)]", "costly"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "costly"),
        ("raise KeyError", "damaged"),
        ("def deep(): deep()\n    deep()", "damaged"),
    ],
)
def test_the_child_holds_its_limits(monkeypatch, does, code):
    """Whatever a reader does in there, this process gets one of its codes."""
    start = apart.START.replace(
        "sys.exit(main())",
        f"\ndef read(data):\n    {does}\nfrom resolutions.reader.sources import child\nchild.SECONDS = 1\nchild.READERS['docx'] = read\nsys.exit(main())",
    )
    monkeypatch.setattr(apart, "START", start)
    with pytest.raises(NotText) as refusal:
        apart.read_apart("docx", b"PK")
    assert refusal.value.code == code
