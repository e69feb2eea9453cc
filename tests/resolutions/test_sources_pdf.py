"""A PDF as its printed lines: columns, wrapped lines, marks, and the PDFs that hold no text to read."""

import io

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from resolutions.reader import NotText, read, secrecy
from resolutions.reader.sources.pdf import read_pdf
from tests.resolutions.made_papers import line, small_pdf
from units import pdf

WORDS = [line(f"Line {n} of a page that holds enough letters to be read as text", y=700 - 20 * n) for n in range(6)]
READ = "\n".join(f"Line {n} of a page that holds enough letters to be read as text" for n in range(6))
FULL = b"".join(WORDS)


def rewritten(data, change=None, **encrypt):
    """The same PDF written by pypdf, changed, or behind a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    if change:
        change(writer)
    if encrypt:
        writer.encrypt(**encrypt)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def refusal_of(data):
    with pytest.raises(NotText) as refusal:
        read_pdf(data)
    return refusal.value.code


# Lines


def test_pages_are_parted_by_form_feeds():
    assert read_pdf(small_pdf([FULL, FULL])) == f"{READ}\f{READ}"


def test_what_stands_on_one_line_far_apart_is_two_columns():
    content = line("HUYEN UY", 70, 750) + line("DANG CONG SAN VIET NAM", 330, 750) + FULL
    assert read_pdf(small_pdf([content])).startswith("HUYEN UY      DANG CONG SAN VIET NAM\n")


def test_a_word_in_pieces_is_one_word_and_a_gap_is_a_space():
    content = b"BT /F1 12 Tf 70 750 Td [(Tuy) 20 (en) -300 (giao) 30 ( xa)] TJ ET\n" + FULL
    assert read_pdf(small_pdf([content])).startswith("Tuyen giao xa\n")


def test_other_ways_of_moving_and_showing():
    content = b"q 2 0 0 2 0 0 cm BT 12 TL /F1 6 Tf 1 0 0 1 35 380 Tm (one) Tj T* (two) Tj (three) ' 1 0 (four) \" 0 -12 TD (five) Tj ET Q\n"
    assert read_pdf(small_pdf([content + FULL])).split("\n")[:5] == ["one", "two", "three", "four", "five"]


def test_letters_printed_twice_to_look_bold_are_told_once():
    content = line("KET LUAN", 200, 750) + line("KET LUAN", 200.2, 750) + FULL
    assert read_pdf(small_pdf([content.replace(b"200.2", b"200")])).count("KET LUAN") == 1


def test_what_is_printed_at_a_slant_is_left_out_and_a_page_on_its_side_is_read():
    slanted = b"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (COPY) Tj ET\n"
    assert read_pdf(small_pdf([slanted + FULL])) == READ

    def turn(writer):
        writer.pages[0][NameObject("/Rotate")] = NumberObject(90)

    upright = FULL.replace(b" Td", b" Tm").replace(b"Tf ", b"Tf 0 1 -1 0 ")
    assert "Line 5" in read_pdf(rewritten(small_pdf([upright]), turn))
    assert refusal_of(small_pdf([upright])) == "scanned", "the control: nothing on this page stands level"


def test_a_form_is_read_once_where_it_is_drawn_and_a_form_in_itself_ends():
    def add(writer):
        form = DecodedStreamObject()
        form.set_data(line("FROM A FORM", 0, 0) + b"/Fm0 Do")
        form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
        form[NameObject("/Matrix")] = ArrayObject([NumberObject(n) for n in (1, 0, 0, 1, 70, 760)])
        resources = writer.pages[0]["/Resources"]
        resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Fm0"): writer._add_object(form)})

    assert read_pdf(rewritten(small_pdf([b"/Fm0 Do " + FULL]), add)).startswith("FROM A FORM\n")


def page(body):
    return f'<html lang="vi"><style>body {{ font: 13pt "Liberation Serif" }} td {{ width: 50%; vertical-align: top }}</style>{body}'


def test_a_letterhead_in_rows_and_a_foot_in_columns():
    text = read_pdf(
        pdf.render(
            page("""
        <table width=100%><tr><td>HUYỆN ỦY BÌNH SƠN<td>ĐẢNG CỘNG SẢN VIỆT NAM<tr><td>Số 12-KL/HU<td>Bình Sơn, ngày 02 tháng 3 năm 2024</table>
        <p>KẾT LUẬN<br>về công tác tuyên truyền<p>1. Giao Ban Tuyên giáo tham mưu, đôn đốc, kiểm tra việc thực hiện Kết luận này.
        <table width=100%><tr><td>Nơi nhận:<br>- Thường trực Tỉnh ủy,<br>- Lưu VPHU.<td>T/M HUYỆN ỦY<br>BÍ THƯ<br><br>Võ Văn Đông</table>""")
        )
    )
    found = read(text)
    assert (found.issuer, found.number, str(found.date)) == ("Huyện ủy Bình Sơn", "12-KL/HU", "2024-03-02")
    assert (found.recipients, found.signer) == (("Thường trực Tỉnh ủy", "Lưu VPHU"), "Võ Văn Đông")
    assert [p.label for p in found.provisions] == ["1"]


def test_a_mark_of_secrecy_is_found_though_the_file_tells_it_last():
    body = "".join(f"<p style='margin: 0'>Dòng {n} của trang này." for n in range(48))
    mark = "<div style='position: absolute; top: 0; right: 0'>TUYỆT MẬT</div>"
    small = page(body).replace("13pt", "9pt")
    assert secrecy(read_pdf(pdf.render(small))) is None
    assert secrecy(read_pdf(pdf.render(small + mark))) == "TUYỆT MẬT"


# What is refused


def with_picture(writer):
    picture = DecodedStreamObject()
    picture.set_data(b"\x00")
    names = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceGray"}
    picture.update({NameObject(key): NameObject(value) for key, value in names.items()})
    picture.update({NameObject(key): NumberObject(value) for key, value in {"/Width": 1, "/Height": 1, "/BitsPerComponent": 8}.items()})
    for one in writer.pages:
        one["/Resources"][NameObject("/XObject")] = DictionaryObject({NameObject("/Im0"): picture})


def test_pictures_of_pages_are_refused_and_one_among_pages_of_text_is_not():
    assert refusal_of(small_pdf([b"", b""])) == "scanned"
    assert refusal_of(rewritten(small_pdf([line("Trang 1")] * 3), with_picture)) == "scanned"
    assert read_pdf(small_pdf([line("Trang 1")])) == "Trang 1"
    assert read_pdf(small_pdf([FULL, FULL, b""])).startswith(READ)


def test_a_text_layer_of_noise_is_refused():
    assert refusal_of(small_pdf([FULL.replace(b"e", b"\\003").replace(b"a", b"\\004")])) == "noise"
    assert refusal_of(small_pdf([FULL.replace(b"/F1", b"/F9")])) == "scanned", "letters of no font at all are no letters"


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128"])
def test_a_password_to_open_is_refused_and_one_to_change_is_not_asked_for(algorithm):
    data = small_pdf([FULL])
    assert read_pdf(rewritten(data, user_password="", owner_password="chu", algorithm=algorithm)) == READ
    assert refusal_of(rewritten(data, user_password="mo", owner_password="chu", algorithm=algorithm)) == "locked"


def test_500_pages_are_read_and_501_are_refused(tmp_path):
    assert read_pdf(small_pdf([line("Trang")] * 500)).count("\f") == 499
    data = small_pdf([line("Trang")] * 501)
    assert refusal_of(data) == "pages"
    assert refusal_of(data.replace(b"/Count 501", b"/Count 5  ")) == "pages", "pages are counted, whatever the root says"
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(data)
    with pytest.raises(CommandError, match="500 trang"):
        call_command("read_document", paper)


def test_a_content_that_unpacks_without_end_is_refused():
    def swell(size):
        def change(writer):
            content = DecodedStreamObject()
            content.set_data(FULL + b" " * size)
            writer.pages[0][NameObject("/Contents")] = writer._add_object(content.flate_encode())

        return change

    assert read_pdf(rewritten(small_pdf([b""]), swell(10))) == READ
    assert refusal_of(rewritten(small_pdf([b""]), swell(20_000_000))) == "costly"


def test_operators_without_end_are_refused():
    assert read_pdf(small_pdf([b"q Q " * 1000 + FULL])) == READ
    assert refusal_of(small_pdf([b"q Q " * 200_001 + FULL])) == "costly"
