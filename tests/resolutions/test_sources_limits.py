"""Files of ill will: bombs, circles and whatever bytes chance gives. Each gives text or a code of the reader, in little time."""

import contextlib
import io
import time
import traceback
import zipfile
from functools import cache

import pytest
from django.core.management import CommandError, call_command
from hypothesis import example, given, settings
from hypothesis import strategies as st

from resolutions.reader import NotText, text_of
from resolutions.reader.sources import package, tree
from resolutions.reader.sources.child import read
from resolutions.reader.sources.docx import read_docx
from resolutions.reader.sources.pdf import read_pdf
from resolutions.reader.sources.refusals import CODES
from resolutions.refusals import SENTENCES
from tests.resolutions.made_papers import line, numbered_docx, repacked, small_pdf, with_body

PLAIN = with_body("<w:p><w:r><w:t>Kết luận</w:t></w:r></w:p>")
MAIN = "word/document.xml"
many = settings(max_examples=120, deadline=None, database=None)


def refusal_of(data):
    with pytest.raises(NotText) as refusal:
        read_docx(data)
    return refusal.value.code


def changed(change, name=MAIN):
    return repacked(PLAIN, lambda part, data: change(data) if part == name else data)


def test_every_code_has_its_sentence():
    assert set(SENTENCES) == CODES
    assert all(str(sentence).endswith(".") for sentence in SENTENCES.values())


# Bombs


def test_a_zip_bomb_is_refused_while_it_unpacks(tmp_path):
    swollen = changed(lambda data: data.replace(b"<w:body>", b"<w:body>" + b" " * (package.MOST_UNPACKED + 1)))
    assert len(swollen) < 200_000
    assert refusal_of(swollen) == "unpacked"
    assert read_docx(changed(lambda data: data.replace(b"<w:body>", b"<w:body>" + b" " * 1_000_000))) == "Kết luận"
    paper = tmp_path / "paper.docx"
    paper.write_bytes(swollen)
    with pytest.raises(CommandError, match="bung ra"):
        call_command("read_document", paper)


def test_what_the_directory_says_of_a_size_is_not_believed():
    size = package.MOST_UNPACKED + 1
    swollen = changed(lambda data: data.replace(b"<w:body>", b"<w:body>" + b" " * size))
    with zipfile.ZipFile(io.BytesIO(swollen)) as told:
        stated = told.getinfo(MAIN).file_size.to_bytes(4, "little")
    assert refusal_of(swollen.replace(stated, (1000).to_bytes(4, "little"))) in ("unpacked", "damaged")


def test_a_package_of_too_many_parts_or_too_much_by_its_own_word_is_refused():
    def with_parts(count, content=b""):
        out = io.BytesIO(PLAIN)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as new:
            for n in range(count):
                new.writestr(f"word/media/{n}", content)
        return out.getvalue()

    assert read_docx(with_parts(100)) == "Kết luận"
    assert refusal_of(with_parts(2001)) == "unpacked"
    assert refusal_of(with_parts(9, bytes(48 * 2**20))) == "unpacked"


ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def test_an_xml_bomb_is_refused_before_it_opens():
    doctype = f'<!DOCTYPE w [<!ENTITY a0 "ha">{ENTITIES}]>'.encode()
    bomb = changed(lambda data: data.replace(b"<w:document", doctype + b"<w:document").replace("Kết luận".encode(), b"&a9;"))
    began = time.monotonic()
    assert refusal_of(bomb) == "damaged"
    assert time.monotonic() - began < 5
    outside = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:document'
    assert refusal_of(changed(lambda data: data.replace(b"<w:document", outside).replace("Kết luận".encode(), b"&a;"))) == "damaged"
    assert refusal_of(changed(lambda data: data.replace("Kết luận".encode(), b"&a9;"))) == "damaged"
    assert read_docx(changed(lambda data: data.replace("Kết luận".encode(), b"A &amp; B"))) == "A & B"


def test_too_many_elements_and_too_deep_ones_are_refused(monkeypatch):
    deep = b"<w:sdt><w:sdtContent>"
    close = b"</w:sdtContent></w:sdt>"

    def nested(count):
        return changed(lambda data: data.replace(b"<w:p>", deep * count + b"<w:p>").replace(b"</w:p>", b"</w:p>" + close * count))

    assert read_docx(nested(50)) == "Kết luận"
    assert refusal_of(nested(200)) == "damaged"
    monkeypatch.setattr(tree, "MOST_NODES", 10_000)
    assert refusal_of(changed(lambda data: data.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 10_000))) == "costly"
    assert read_docx(changed(lambda data: data.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 9_000))) == "Kết luận"


def test_more_than_500_pages_of_letters_are_refused():
    def long(letters):
        return changed(lambda data: data.replace("Kết luận".encode(), b"a " * (letters // 2)))

    assert len(read_docx(long(100_000))) > 90_000
    assert refusal_of(long(1_600_000)) == "pages"


def test_circles_of_styles_and_lists_end():
    circle = (
        b'<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    data = changed(lambda data: data.replace(b"</w:styles>", circle + b"</w:styles>"), "word/styles.xml")
    styled = repacked(data, lambda part, xml: xml.replace(b"<w:p>", b'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>') if part == MAIN else xml)
    assert read_docx(styled) == "Kết luận"


def test_a_package_behind_a_password_or_oddly_packed_is_refused():
    at = PLAIN.index(b"PK\x01\x02")
    assert refusal_of(PLAIN[: at + 8] + b"\x01" + PLAIN[at + 9 :]) == "locked"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part))
    assert refusal_of(out.getvalue()) == "damaged"
    assert refusal_of(repacked(PLAIN, lambda part, data: data.replace(b"wordprocessingml.document.main", b"other"))) == "not_word"


# Whatever chance gives


def stands(reader, data):
    began = time.monotonic()
    text, code = read(reader, data)
    assert code in CODES or not code
    assert isinstance(text, str)
    assert time.monotonic() - began < 20


@cache
def paper():
    return numbered_docx()


PDF = small_pdf([line("Giao Ban Tuyen giao ") * 4, b"q BT /F1 9 Tf [(a) -500 (b)] TJ T* ET Q"], trailer=b"/Info<<>>")


def with_changes(data, changes):
    data = bytearray(data)
    for place, change in changes:
        at = place % len(data)
        if change is None:
            del data[at : at + 40]
        else:
            data[at : at + len(change)] = change
    return bytes(data)


CHANGES = st.lists(st.tuples(st.integers(0, 2**32), st.none() | st.binary(min_size=1, max_size=6)), min_size=1, max_size=8)
WORDS = st.sampled_from(
    b"BT|ET|q|Q|cm|Tf|Td|TD|Tm|T*|Tj|TJ|'|\"|Do|Tz|TL|(a)|[(a) 5]|[|]|/F1|/F9|/X|0|-1|12|1e9|999999999999|<41>|<<|>>|BI|ID|EI|%|\n".split(
        b"|"
    )
)
XML = st.sampled_from(
    """<w:p> </w:p> <w:r> </w:r> <w:t>a</w:t> <w:tbl> </w:tbl> <w:tr> </w:tr> <w:tc> </w:tc> <w:pPr><w:numPr><w:numId/></w:numPr></w:pPr>
    <w:sdt> </w:sdt> <w:br/> <w:sym/> <w:txbxContent> </w:txbxContent> <w:tcPr><w:vMerge/></w:tcPr> <w:pict> </w:pict> <w:ruby> </w:ruby>
    <w:pPr><w:pStyle/></w:pPr> <w:tblPr><w:tblBorders><w:top/></w:tblBorders></w:tblPr> <w:tcPr><w:gridSpan/></w:tcPr> <m:t/>""".split()
)


@many
@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04"]))
@example(b"", b"%PDF-")
def test_any_bytes_behind_any_signature(data, start):
    stands(read_pdf, start + data)
    stands(read_docx, start + data)


@settings(parent=many, max_examples=8)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xfe", b"{\\rtf", b"\xd0\xcf\x11\xe0"]),
)
def test_any_bytes_give_text_or_a_refusal(data, start):
    text, code = read(text_of, start + data)
    assert code in CODES if code else text.strip()


@many
@given(CHANGES)
def test_a_changed_docx(changes):
    stands(read_docx, with_changes(paper(), changes))


@many
@given(CHANGES, st.sampled_from([MAIN, "word/styles.xml", "word/numbering.xml", "[Content_Types].xml"]))
def test_a_docx_with_changed_parts(changes, name):
    stands(read_docx, repacked(paper(), lambda part, data: with_changes(data, changes) if part == name else data))


@many
@given(st.lists(XML, max_size=30).map("".join))
def test_a_docx_of_any_elements(xml):
    data = changed(lambda data: data.replace(b"<w:body>", b"<w:body>" + xml.encode()))
    with contextlib.suppress(NotText):  # nothing else: XML of any elements is no reason to stumble
        read_docx(data)


@many
@given(CHANGES)
def test_a_changed_pdf(changes):
    stands(read_pdf, with_changes(PDF, changes))


@many
@given(st.lists(WORDS, max_size=60).map(b" ".join))
def test_a_pdf_of_any_operators(content):
    stands(read_pdf, small_pdf([content]))
    stumbled = []
    try:
        read_pdf(small_pdf([content]))
    except NotText:
        pass
    except Exception as error:
        stumbled = traceback.extract_tb(error.__traceback__)[-1:]
    assert all("pypdf" in place.filename for place in stumbled), "pypdf may stumble; what follows its operators may not"


def test_the_unchanged_papers_are_read():
    """The control of the tests above."""
    assert read(read_docx, paper())[1] == read(read_pdf, PDF)[1] == ""
