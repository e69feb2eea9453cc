"""What one order asks for: several things are proposed as several, one thing as one, each in the words of the paper."""

from pathlib import Path

import pytest

from resolutions.reader import decode, read
from resolutions.reader.kinds import WHY as WHY_KIND
from resolutions.reader.obligations import MOST, WHY
from resolutions.reader.result import SURE

SAMPLE = Path(__file__).parents[2] / "resolutions" / "samples" / "conclusion-binh-son-2024.txt"


def order(text):
    (part,) = read(f"KẾT LUẬN\nvề một việc\n\n1. {text}").provisions
    return part


def asked(text):
    return [obligation.text for obligation in order(text).obligations]


@pytest.fixture(scope="module")
def first():
    return {part.label: part for part in read(decode(SAMPLE.read_bytes())).provisions}


def test_the_first_document_asks_for_the_things_that_its_office_made_tasks_of(first):
    assert [obligation.text for obligation in first["I.2"].obligations] == [
        "Chỉ đạo tổ chức học tập chuyên đề về tư tưởng, đạo đức, phong cách Hồ Chí Minh hằng năm nghiêm túc, hiệu quả",
        "thực hiện nghiêm việc tổ chức sinh hoạt chuyên đề theo chỉ đạo của Ban Thường vụ Tỉnh ủy",
        "Cán bộ, đảng viên đăng ký cam kết và nghiêm túc thực hiện cam kết học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh "
        "gắn với thực hiện các quy định của Đảng, trách nhiệm chính trị của từng cá nhân, nhất là người đứng đầu trong các cơ quan, đơn vị",
    ]
    assert [obligation.text for obligation in first["I.6"].obligations] == [
        "Tiếp tục chỉ đạo thực hiện, nhân rộng các mô hình, việc làm có hiệu quả trong học tập và làm theo Bác",
        "Hướng ứng thực hiện Chương trình “Mẹ đỡ đầu” do Trung ương Hội Liên hiệp Phụ nữ Việt Nam phát động",
        "xây dựng nhiều mô hình mới, có ý nghĩa; đưa việc học tập và làm theo Bác thành phong trào trào mạnh mẽ, rộng khắp",
    ]
    assert [obligation.why for obligation in first["I.6"].obligations] == ["clause", "point", "point"]


@pytest.mark.parametrize("label", ["I.1", "I.3", "I.4", "I.5", "II.1", "II.2"])
def test_an_order_for_one_thing_gives_one_with_all_its_words(first, label):
    (only,) = first[label].obligations
    assert (only.text, only.start, only.end) == (first[label].text, first[label].start, first[label].end)
    assert (only.addressees, only.deadlines) == (first[label].addressees, first[label].deadlines)
    assert (only.sure, only.why) == ("high", "one")


def test_a_rhythm_belongs_to_the_thing_it_is_said_of_and_those_who_are_named_to_what_follows(first):
    study, meetings, pledges = first["I.2"].obligations
    assert [[word.text for word in thing.deadlines] for thing in (study, meetings, pledges)] == [["hằng năm"], [], []]
    assert study.addressees == meetings.addressees == first["I.2"].addressees
    assert [quote.text for quote in pledges.addressees] == ["Cán bộ, đảng viên"]


def test_what_is_not_to_be_done_asks_for_nothing(first):
    assert first["I"].obligations == first["II"].obligations == ()


def test_units_named_clause_by_clause_are_asked_for_their_own_part():
    told = order(
        "Ban Tổ chức Huyện ủy tham mưu kế hoạch trước ngày 30/6/2025; Văn phòng Huyện ủy bố trí kinh phí; kịp thời báo cáo Ban Thường vụ. "
        "Giao Ủy ban Kiểm tra Huyện ủy giám sát trong năm 2025."
    ).obligations
    assert [([quote.text for quote in one.addressees], [word.text for word in one.deadlines], one.why) for one in told] == [
        (["Ban Tổ chức Huyện ủy"], ["trước ngày 30/6/2025"], "clause"),
        (["Văn phòng Huyện ủy"], [], "doer"),
        (["Văn phòng Huyện ủy"], [], "clause"),
        (["Ủy ban Kiểm tra Huyện ủy"], ["trong năm 2025"], "sentence"),
    ]


def test_a_closing_bracket_speaks_of_the_whole_order():
    told = order("Rà soát quy chế; xây dựng kế hoạch kiểm tra (Giao Ban Tổ chức chủ trì, xong trước ngày 30/6/2025).").obligations
    assert [[quote.text for quote in one.addressees] for one in told] == [["Ban Tổ chức"], ["Ban Tổ chức"]]
    assert [[word.text for word in one.deadlines] for one in told] == [["trước ngày 30/6/2025"]] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Tuyên truyền về gương điển hình, người tốt, việc tốt, tập thể tiêu biểu.",
        "Phát động phong trào “Xây dựng nông thôn mới; giữ gìn vệ sinh; trồng cây xanh” trong toàn huyện.",
        "Rà soát các dự án (kiểm tra hồ sơ; đôn đốc tiến độ. Báo cáo kết quả) trên địa bàn.",
        "Thực hiện 3 nội dung: chuyên đề thứ nhất; chuyên đề thứ hai; các nội dung khác.",
        "Đẩy mạnh chuyển đổi số; nhằm nâng cao hiệu quả phục vụ Nhân dân.",
        "Tăng cường kiểm tra. Qua đó, kịp thời phát hiện sai sót.",
        "Sắp xếp các trường học; bảo đảm đúng tiến độ, không để xảy ra sai sót.",
        "Kiểm tra các chi bộ; xong trước ngày 30/6/2025.",
        "Các cơ quan tham mưu Huyện ủy; các chi bộ, đảng bộ cơ sở triển khai thực hiện Kết luận này.",
        "Nhân rộng mô hình; đưa việc làm theo Bác thành phong trào sâu rộng.",
        "Tham mưu kế hoạch theo TP. Hồ Chí Minh.",
    ],
)
def test_never_split_at_nouns_in_quotes_in_brackets_or_before_a_how(text):
    assert asked(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rà soát quy hoạch; khẩn trương hoàn thiện hồ sơ.", ["Rà soát quy hoạch", "khẩn trương hoàn thiện hồ sơ"]),
        ("Xây dựng kế hoạch. Tổ chức hội nghị.", ["Xây dựng kế hoạch", "Tổ chức hội nghị"]),
        ("Phổ biến “A; b”; theo dõi, đôn đốc.", ["Phổ biến “A; b”", "theo dõi, đôn đốc"]),
        ("Bố trí “nguồn lực; xây dựng kế hoạch.", ["Bố trí “nguồn lực", "xây dựng kế hoạch"]),  # a quote never closed
    ],
)
def test_split_at_sentences_and_clauses(text, parts):
    assert asked(text) == parts


def test_what_stands_over_a_list_is_one_and_unsure():
    over, *below = read("KẾT LUẬN\nvề A\n\n1. Văn phòng Huyện ủy:\n- Tham mưu kế hoạch.\n- Theo dõi; báo cáo kết quả.").provisions
    assert [(one.text, one.sure, one.why) for one in over.obligations] == [(over.text, "low", "over_list")]
    assert [len(part.obligations) for part in below] == [1, 2]


def test_a_provision_without_end_is_cut_into_a_bounded_number():
    things = order("Rà soát hồ sơ; " * 500 + "báo cáo kết quả.").obligations
    assert len(things) == MOST
    assert things[-1].text.endswith("báo cáo kết quả")


def test_every_reason_is_told_in_a_sentence(first):
    assert all(sentence.endswith(".") for sentence in (*WHY.values(), *WHY_KIND.values()))
    for part in first.values():
        assert part.why in WHY_KIND
        assert part.sure in SURE
        assert all(thing.why in WHY and thing.sure in SURE for thing in part.obligations)
