"""The first document: what the reader makes of the conclusion of Bình Sơn, word for word."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from resolutions.reader import decode, read, secrecy

SAMPLE = Path(__file__).parents[2] / "resolutions" / "samples" / "conclusion-binh-son-2024.txt"
DIRECTIVES = ("I.1", "I.2", "I.3", "I.4", "I.5", "I.6")
ASKED = (
    "các cấp ủy Đảng, chính quyền",
    "Ủy ban MTTQ Việt Nam và các tổ chức chính trị - xã hội",
    "các ngành",
    "các địa phương, đơn vị trong huyện",
)


@pytest.fixture(scope="module")
def document():
    return read(decode(SAMPLE.read_bytes()))


@pytest.fixture(scope="module")
def provisions(document):
    return {provision.label: provision for provision in document.provisions}


def test_the_head_is_told_and_its_blanks_stay_blank(document):
    assert (document.kind, document.symbol, document.number, document.date) == ("Kết luận", "KL/HU", None, None)
    assert document.is_draft
    assert (document.issuer, document.issuer_parent) == ("Huyện ủy", None)
    assert document.title == "KẾT LUẬN CỦA HỘI NGHỊ HUYỆN ỦY"
    assert document.subject == (
        "sơ kết 03 năm thực hiện Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW "
        "về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
    )
    assert document.sent_to == ()
    assert secrecy(document.text) is None


def test_four_documents_are_cited_and_none_is_this_one(document):
    assert [citation.number for citation in document.citations] == ["01-KL/TW", "05-CT/TW", "873-BC/HU", "55-KH/HU"]
    assert document.citations[2].text == "Báo cáo số 873-BC/HU ngày 12/3/2024"
    for citation in document.citations:
        assert document.text.startswith(citation.text, citation.offset)


def test_the_foot(document):
    assert document.recipients == (
        "Thường trực Tỉnh ủy",
        "Ban Tuyên giáo Tỉnh ủy",
        "Các cơ quan chuyên trách, TMGV Huyện ủy",
        "Các chi, đảng bộ trực thuộc",
        "TT. HĐND, UBND huyện",
        "MTTQ, các tổ chức chính trị-xã hội huyện",
        "Các đồng chí HUV",
        "Lưu VPHU",
    )
    assert (document.signer, document.signer_title) == ("Võ Văn Đông", "T/M HUYỆN ỦY / BÍ THƯ")


def test_eight_provisions_under_two_headings(document):
    found = [(provision.label, provision.kind, provision.parent) for provision in document.provisions]
    assert found == [
        ("I", "other", None),
        *((label, "directive", "I") for label in DIRECTIVES),
        ("II", "other", None),
        ("II.1", "duty", "II"),
        ("II.2", "duty", "II"),
    ]


def test_their_words_are_kept_with_their_slips(provisions):
    assert {label: provision.text for label, provision in provisions.items()} == {
        "I": "Về kết quả thực hiện Kết luận số 01-KL/TW",
        "I.1": (
            "Thực hiện Kết luận số 01-KL/TW cần tập trung hơn nữa vào 3 nội dung: Học tập Bác, làm theo Bác và nêu gương Bác. "
            "Kết hợp chặt chẽ giữa việc học tập, làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh với việc thực hiện nhiệm vụ "
            "chính trị của cơ quan, đơn vị, địa phương."
        ),
        "I.2": (
            "Chỉ đạo tổ chức học tập chuyên đề về tư tưởng, đạo đức, phong cách Hồ Chí Minh hằng năm nghiêm túc, hiệu quả; thực hiện "
            "nghiêm việc tổ chức sinh hoạt chuyên đề theo chỉ đạo của Ban Thường vụ Tỉnh ủy. Cán bộ, đảng viên đăng ký cam kết và "
            "nghiêm túc thực hiện cam kết học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh gắn với thực hiện các quy định "
            "của Đảng, trách nhiệm chính trị của từng cá nhân, nhất là người đứng đầu trong các cơ quan, đơn vị."
        ),
        "I.3": ("Tăng cường công tác tuyên truyền về tư tưởng, đạo đức, phong cách Hồ Chí Minh, về gương điển hình, người tốt, việc tốt."),
        "I.4": (
            "Thực hiện nghiêm túc, hiệu quả và thực chất công tác kiểm tra, giám sát việc tổ chức thực hiện Kết luận số 01-KL/TW gắn "
            "với công tác xây dựng Đảng và các quy định về trách nhiệm nêu gương của cán bộ, đảng viên, nhất là cán bộ lãnh đạo chủ "
            "chốt ở các cấp."
        ),
        "I.5": (
            "Tập trung tuyên truyền kết quả sau Hội thảo khoa học “Khát vọng Bình Sơn”, lồng ghép tuyên truyền kết quả Hội thảo với "
            "việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh nhằm khơi dậy ý chí tự lực, tự cường, khát vọng vươn "
            "lên của cán bộ, đảng viên và Nhân dân trong huyện thi đua xây dựng Bình Sơn “giàu đẹp, văn minh, nghĩa tình”."
        ),
        "I.6": (
            "Tiếp tục chỉ đạo thực hiện, nhân rộng các mô hình, việc làm có hiệu quả trong học tập và làm theo Bác, trọng tâm là: "
            "Hướng ứng thực hiện Chương trình “Mẹ đỡ đầu” do Trung ương Hội Liên hiệp Phụ nữ Việt Nam phát động; xây dựng nhiều mô "
            "hình mới, có ý nghĩa; đưa việc học tập và làm theo Bác thành phong trào trào mạnh mẽ, rộng khắp."
        ),
        "II": "Tổ chức thực hiện",
        "II.1": (
            "Ủy ban nhân dân huyện, các chi, đảng bộ trực thuộc Huyện ủy, các cơ quan chuyên trách tham mưu, giúp việc Huyện ủy, Mặt "
            "trận và các tổ chức chính trị - xã hội huyện căn cứ chức năng, nhiệm vụ và thực tế tình hình tại địa phương, cơ quan, đơn "
            "vị triển khai thực hiện Kết luận này."
        ),
        "II.2": (
            "Ban Tuyên giáo Huyện ủy và các cơ quan chuyên trách tham mưu, giúp việc Huyện ủy, Mặt trận và các tổ chức chính trị - xã "
            "hội huyện, các đồng chí Ủy viên Ban Thường vụ Huyện ủy, Ủy viên Ban chấp hành Đảng bộ huyện có trách nhiệm theo dõi, giám "
            "sát việc thực hiện Kết luận này, kịp thời báo cáo Huyện ủy, Ban Thường vụ Huyện ủy theo dõi, chỉ đạo."
        ),
    }


@pytest.mark.parametrize("label", DIRECTIVES)
def test_the_directives_are_asked_of_those_whom_the_sentence_before_them_asks(document, provisions, label):
    directive = provisions[label]
    assert tuple(quote.text for quote in directive.addressees) == ASKED
    for quote in directive.addressees:
        assert document.text[quote.start : quote.end] == quote.text
        assert quote.end < directive.start  # inherited: they stand outside the directive's own words


def test_the_carriers_are_four_groups_and_the_watchers_are_told_apart(provisions):
    assert [(quote.text, quote.part) for quote in provisions["II.1"].addressees] == [
        ("Ủy ban nhân dân huyện", None),
        ("các chi, đảng bộ trực thuộc Huyện ủy", None),
        ("các cơ quan chuyên trách tham mưu, giúp việc Huyện ủy", None),
        ("Mặt trận và các tổ chức chính trị - xã hội huyện", None),
    ]
    assert [(quote.text, quote.part) for quote in provisions["II.2"].addressees] == [
        ("Ban Tuyên giáo Huyện ủy", "watch"),
        ("các cơ quan chuyên trách tham mưu, giúp việc Huyện ủy", "watch"),
        ("Mặt trận và các tổ chức chính trị - xã hội huyện", "watch"),
        ("các đồng chí Ủy viên Ban Thường vụ Huyện ủy", "watch"),
        ("Ủy viên Ban chấp hành Đảng bộ huyện", "watch"),
    ]


def test_one_yearly_rhythm_and_no_date_anywhere(document):
    found = [(p.label, word.text, word.date, word.rhythm) for p in document.provisions for word in p.deadlines]
    assert found == [("I.2", "hằng năm", None, "yearly")]


def test_five_shortcomings_and_four_causes_clause_by_clause(document):
    assert [(finding.label, finding.kind, finding.text) for finding in document.findings] == [
        ("I.~1", "shortcoming", "chưa có mô hình mới hiệu quả, có sức lan tỏa lớn, phần lớn là thực hiện “Tiết kiệm làm theo Bác”"),
        ("I.~2", "shortcoming", "Việc xác lập và nhân rộng mô hình từ cơ sở còn hạn chế, khó khăn nhất định"),
        (
            "I.~3",
            "shortcoming",
            "hiệu quả một số mô hình tại cơ sở bị giảm dần theo thời gian do không đổi mới về cách thức triển khai, tổ chức thực hiện",
        ),
        (
            "I.~4",
            "shortcoming",
            "Việc tổ chức sinh hoạt chuyên đề theo chủ đề từng quý, có nơi thực hiện chưa tốt, chưa sáng tạo trong tổ chức thực hiện",
        ),
        (
            "I.~5",
            "shortcoming",
            "Câu lạc bộ “Những tập thể, cá nhân học tập và làm theo lời Bác” thực hiện thí điểm theo chỉ đạo của Ban Thường vụ Tỉnh ủy "
            "hoạt động không theo quy chế được, vì mỗi hội nhóm, mỗi thành viên có mục đích, cách thức hoạt động riêng",
        ),
        (
            "I.~6",
            "cause",
            "một số cấp ủy đảng, chính quyền, người đứng đầu chưa thường xuyên lãnh đạo, chỉ đạo đầy mạnh việc học tập và làm theo tư "
            "tưởng, đạo đức, phong cách Hồ Chí Minh phù hợp với tình hình thực tế tại cơ quan, đơn vị",
        ),
        ("I.~7", "cause", "chưa có sự đổi mới, sáng tạo trong việc tổ chức thực hiện học tập và làm theo Bác"),
        (
            "I.~8",
            "cause",
            "Chưa thường xuyên kiểm tra, đôn đốc việc thực hiện học tập và làm theo Bác gắn với trách nhiệm của từng tập thể, cá nhân "
            "trong thực hiện nhiệm vụ được giao",
        ),
        (
            "I.~9",
            "cause",
            "công tác tuyên truyền, nhân rộng, biểu dương gương “người tốt, việc tốt” chưa được quan tâm thực hiện thường xuyên",
        ),
    ]


def test_the_command_prints_the_same_as_json(document):
    out = io.StringIO()
    call_command("read_document", SAMPLE, "--json", stdout=out)
    assert json.loads(out.getvalue()) == document.to_json()
    assert '"type": "Kết luận"' in out.getvalue()


def test_the_command_prints_a_table_for_people():
    out = io.StringIO()
    call_command("read_document", SAMPLE, stdout=out)
    assert out.getvalue().startswith("Kết luận · KL/HU · Huyện ủy\n")
    assert "II.2" in out.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"%PDF-1.7 abc", "Kết luận".encode("utf-16-le"), b"\xff\xe1ab", "MẬT\n\nKẾT LUẬN\n".encode()]
)
def test_the_command_refuses_with_one_sentence_and_status_2(tmp_path, content):
    paper = tmp_path / "paper.txt"
    paper.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        call_command("read_document", paper)
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)


def test_the_command_says_when_there_is_no_file(tmp_path):
    with pytest.raises(CommandError) as refusal:
        call_command("read_document", tmp_path / "nothing.txt")
    assert refusal.value.returncode == 2
    with pytest.raises(CommandError):
        call_command("read_document", tmp_path)
