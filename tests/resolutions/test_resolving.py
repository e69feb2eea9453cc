"""Whom the words of an addressee mean: what is chosen, and what is left to a person and why."""

import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolutions.reader import Quote, decode, read
from resolutions.reader.aliases import levels_of
from resolutions.reader.meant import CHOSEN, HIGH
from resolutions.reader.resolving import WHY, KnownUnit, Match, resolve, resolve_words
from resolutions.reader.result import SURE
from resolutions.reader.spelling import spell
from resolutions.reader.words import even
from tests.resolutions.committees import COMMUNE, ENDED, district
from units.models import Appointment, Unit

SAMPLE = Path(__file__).parents[2] / "resolutions" / "samples" / "conclusion-binh-son-2024.txt"
DISTRICT = district()
ALL = {"advising", "front", "government", "subordinate"}


def named(known, *pks):
    """What these units are called first."""
    names = {unit.pk: unit.names[0] for unit in known.units}
    return [names[pk] for pk in pks]


# The first document


@pytest.fixture(scope="module")
def meant():
    """{label: what is meant by its addressees, one by one} of the conclusion."""
    document = read(decode(SAMPLE.read_bytes()))
    return {provision.label: resolve(provision.addressees, DISTRICT) for provision in document.provisions}


def test_who_carries_out_the_conclusion_are_its_four_classes(meant):
    assert [(match.kinds, match.units, match.roles, match.part, match.sure, match.why) for match in meant["II.1"]] == [
        ((kind,), (), (), "lead", "high", "class") for kind in ("government", "subordinate", "advising", "front")
    ]


def test_who_follows_it_up_is_a_unit_two_classes_and_the_leaders(meant):
    found = meant["II.2"]
    assert [(named(DISTRICT, *match.units), match.kinds, match.roles, match.sure) for match in found] == [
        (["Ban Tuyên giáo Huyện ủy"], (), (), "high"),
        ([], ("advising",), (), "high"),
        ([], ("front",), (), "high"),
        ([], (), ("leader",), "middle"),
        ([], (), ("leader",), "middle"),
    ]
    assert {match.part for match in found} == {"watch"}


@pytest.mark.parametrize("label", ["I.1", "I.2", "I.3", "I.4", "I.5", "I.6"])
def test_whom_the_sentence_before_the_directives_asks(meant, label):
    assert [(match.kinds, match.sure) for match in meant[label]] == [
        (("subordinate", "government"), "middle"),
        (("front",), "high"),
        (("government",), "middle"),
        (("subordinate", "advising", "front", "government"), "low"),
    ]
    assert not any(match.units or match.roles or match.left for match in meant[label])


# Units


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("Ban Tuyên giáo", "Ban Tuyên giáo Huyện ủy"),
        ("Ban Tuyên giáo Huyện uỷ Bình Sơn", "Ban Tuyên giáo Huyện ủy"),
        ("BAN TUYÊN GIÁO  HUYỆN\nỦY", "Ban Tuyên giáo Huyện ủy"),
        ("BTGHU", "Ban Tuyên giáo Huyện ủy"),
        ("BTG Huyện ủy", "Ban Tuyên giáo Huyện ủy"),
        ("VPHU", "Văn phòng Huyện ủy"),
        ("UBKT Huyện ủy", "Ủy ban Kiểm tra Huyện ủy"),
        ("UBMTTQVN huyện", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"),
        ("Ủy ban MTTQ Việt Nam huyện Bình Sơn", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"),
        ("Mặt trận Tổ quốc các cấp", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"),
        ("Mặt trận", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện"),
        ("Hội LHPN huyện", "Hội Liên hiệp Phụ nữ huyện"),
        ("Hội CCB huyện", "Hội Cựu chiến binh huyện"),
        ("Đoàn TNCS Hồ Chí Minh huyện", "Đoàn Thanh niên Cộng sản Hồ Chí Minh huyện"),
        ("Huyện đoàn", "Đoàn Thanh niên Cộng sản Hồ Chí Minh huyện"),
        ("Ban Thường vụ Huyện đoàn", "Đoàn Thanh niên Cộng sản Hồ Chí Minh huyện"),
        ("Đoàn TN", "Đoàn Thanh niên Cộng sản Hồ Chí Minh huyện"),
        ("LĐLĐ huyện", "Liên đoàn Lao động huyện"),
        ("Đảng ủy xã Bình Minh", "Đảng bộ xã Bình Minh"),
        ("Ban Chấp hành Đảng bộ xã Bình Minh", "Đảng bộ xã Bình Minh"),
        ("xã Bình Minh", "Đảng bộ xã Bình Minh"),
        ("thị trấn Châu Ổ", "Đảng bộ thị trấn Châu Ổ"),
        ("Đảng bộ xã Bình Thanh", "Đảng bộ xã Bình Thanh"),
        ("Đảng bộ xã Bình Thạnh", "Đảng bộ xã Bình Thạnh"),
        ("Đảng ủy xã Bình Hoà", "Đảng bộ xã Bình Hòa"),
        ("Huyện ủy", "Huyện ủy Bình Sơn"),
        ("Đảng bộ huyện Bình Sơn", "Huyện ủy Bình Sơn"),
        ("Ban Tuyên giáo, Ban Tổ chức và Văn phòng Huyện ủy", "Ban Tuyên giáo Huyện ủy, Ban Tổ chức Huyện ủy, Văn phòng Huyện ủy"),
        ("các Ban Tuyên giáo, Tổ chức và UBKT Huyện ủy", "Ban Tuyên giáo Huyện ủy, Ban Tổ chức Huyện ủy, Ủy ban Kiểm tra Huyện ủy"),
        ("các xã Bình An, Bình Mỹ và Bình Thạnh", "Đảng bộ xã Bình An, Đảng bộ xã Bình Mỹ, Đảng bộ xã Bình Thạnh"),
        ("Đảng ủy các xã: Bình An, Bình Mỹ", "Đảng bộ xã Bình An, Đảng bộ xã Bình Mỹ"),
    ],
)
def test_units_by_name_short_name_code_and_everyday_name(words, units):
    match = resolve_words(words, DISTRICT)
    assert named(DISTRICT, *match.units) == units.split(", ")
    assert (match.kinds, match.roles, match.left, match.may_units) == ((), (), (), ())
    assert match.sure in SURE[:2]
    assert match.why in CHOSEN


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("xã Châu Ổ", "unknown"),  # it is a town
        ("Bình Minh", "unknown"),
        ("xã Tịnh Hòa", "unknown"),
        ("Công an huyện", "unknown"),
        ("Thường trực HĐND huyện", "unknown"),
        ("ĐU", "unknown"),  # the code of 22 units
        ("Ban Tuyên giáo Tỉnh ủy", "other"),
        ("Ban Tổ chức Trung ương", "other"),
        ("UBND tỉnh", "other"),
        ("UBND xã Bình Minh", "other"),
        ("Hội Nông dân xã Bình Minh", "other"),
        ("UBND các xã, thị trấn", "below"),
        ("Mặt trận Tổ quốc các xã, thị trấn", "below"),
        ("Ban Thường vụ Huyện ủy", "body"),
        ("Thường trực Huyện ủy", "body"),
        ("Văn phòng HĐND - UBND", "limited"),
        ("", "unknown"),
        ("...", "unknown"),
        ("Trong đó", "unknown"),
    ],
)
def test_who_is_not_known_is_not_chosen(words, why):
    match = resolve_words(words, DISTRICT)
    assert match.is_empty
    assert (match.why, match.sure) == (why, "low")


def test_marks_count_when_they_are_written_and_without_them_both_are_shown():
    both = ["Đảng bộ xã Bình Thanh", "Đảng bộ xã Bình Thạnh"]
    match = resolve_words("Dang uy xa Binh Thanh", DISTRICT)
    assert match.is_empty
    assert match.why == "several"
    assert named(DISTRICT, *match.may_units) == both
    match = resolve_words("Ban Tuyen giao Huyen uy", DISTRICT)
    assert named(DISTRICT, *match.units) == ["Ban Tuyên giáo Huyện ủy"]
    assert (match.sure, match.why) == ("middle", "bare")


def test_a_name_in_a_list_without_its_first_word_is_less_sure():
    assert resolve_words("Ban Tuyên giáo và Ban Dân vận", DISTRICT).sure == "high"
    assert resolve_words("Ban Tuyên giáo và Dân vận", DISTRICT).sure == "middle"
    joined = district(KnownUnit(90, ("Ban Tuyên giáo và Dân vận Huyện ủy",), "advising", 1))
    assert resolve_words("Ban Tuyên giáo và Dân vận Huyện ủy", joined).units == (90,)
    assert resolve_words("BTGDV Huyện ủy", joined).units == (90,)


def test_what_is_partly_understood_says_which_words_are_left():
    match = resolve_words("Ban Tuyên giáo, Trung tâm Chính trị và Huyện đoàn", DISTRICT)
    assert named(DISTRICT, *match.units) == ["Ban Tuyên giáo Huyện ủy", "Đoàn Thanh niên Cộng sản Hồ Chí Minh huyện"]
    assert (match.why, match.sure, match.left) == ("partly", "low", ("Trung tâm Chính trị",))


# Units that change


def test_a_unit_that_is_gone_is_told_and_not_refused():
    gone = KnownUnit(90, ("Đảng bộ xã Tịnh Hòa",), "subordinate", 1, until=ENDED, heir=5)
    match = resolve_words("Đảng ủy xã Tịnh Hòa", district(gone))
    assert (match.units, match.gone, match.why, match.sure) == ((90,), (90,), "gone", "middle")


def test_one_name_before_and_after_a_merger_is_nobody_until_a_person_says_which():
    old = next(unit for unit in DISTRICT.units if unit.names[0] == "Đảng bộ xã Bình Minh")
    known = district(KnownUnit(90, old.names, "subordinate", 1, until=ENDED, heir=old.pk))
    for words in ("Đảng bộ xã Bình Minh", "Đảng ủy xã Bình Minh", "xã Bình Minh"):
        match = resolve_words(words, known)
        assert match.is_empty
        assert (match.why, set(match.may_units), match.gone) == ("several", {old.pk, 90}, (90,))


def test_a_former_name_is_met_unless_another_unit_bears_it():
    renamed = KnownUnit(90, ("Trung tâm Chính trị huyện",), "advising", 1, former=("Trung tâm Bồi dưỡng Chính trị huyện",))
    match = resolve_words("Trung tâm Bồi dưỡng Chính trị", district(renamed))
    assert (match.units, match.why, match.sure) == ((90,), "former", "middle")
    heir = KnownUnit(91, ("Trung tâm Bồi dưỡng Chính trị huyện",), "advising", 1)
    match = resolve_words("Trung tâm Bồi dưỡng Chính trị", district(renamed, heir))
    assert (match.units, match.why, match.may_units) == ((), "several", (90, 91))


def test_of_units_below_units_the_committees_own_is_meant_unless_the_words_say_whose():
    minh = next(unit for unit in DISTRICT.units if unit.names[0] == "Đảng bộ xã Bình Minh")
    below = [("Văn phòng", minh.pk), ("Ban Kinh tế", 5), ("Ban Kinh tế", 6)]
    known = district(*(KnownUnit(n, (name,), "advising", parent) for n, (name, parent) in enumerate(below, 90)))
    assert named(known, *resolve_words("Văn phòng Huyện ủy", known).units) == ["Văn phòng Huyện ủy"]
    assert named(known, *resolve_words("Văn phòng", known).units) == ["Văn phòng Huyện ủy"]
    assert resolve_words("Văn phòng Đảng ủy xã Bình Minh", known).units == (90,)
    assert resolve_words("Văn phòng Đảng ủy xã Bình Chương", known).why == "other"
    match = resolve_words("Ban Kinh tế", known)
    assert (match.units, match.why, match.may_units) == ((), "several", (91, 92))


# Classes


@pytest.mark.parametrize(
    ("words", "kinds", "sure"),
    [
        ("các chi, đảng bộ trực thuộc", {"subordinate"}, "high"),
        ("Các đảng bộ, chi bộ trực thuộc Huyện ủy", {"subordinate"}, "high"),
        ("các cấp ủy, tổ chức đảng trực thuộc", {"subordinate"}, "high"),
        ("các cấp ủy, tổ chức đảng", {"subordinate"}, "middle"),
        ("Từng cấp ủy, tổ chức đảng", {"subordinate"}, "middle"),
        ("mỗi chi bộ", {"subordinate"}, "middle"),
        ("các xã, thị trấn", {"subordinate"}, "middle"),
        ("Đảng ủy các xã, thị trấn", {"subordinate"}, "middle"),
        ("các địa phương trong huyện", {"subordinate"}, "middle"),
        ("các cơ quan chuyên trách tham mưu, giúp việc", {"advising"}, "high"),
        ("các cơ quan chuyên trách, TMGV Huyện ủy", {"advising"}, "high"),
        ("các cơ quan tham mưu giúp việc Huyện uỷ", {"advising"}, "high"),
        ("các ban xây dựng Đảng", {"advising"}, "middle"),
        ("Mặt trận Tổ quốc và các tổ chức chính trị - xã hội", {"front"}, "high"),
        ("MTTQ, các tổ chức chính trị-xã hội huyện", {"front"}, "high"),
        ("UBMTTQVN huyện và các đoàn thể", {"front"}, "high"),
        ("các đoàn thể", {"front"}, "middle"),
        ("UBND huyện", {"government"}, "high"),
        ("Ủy ban Nhân dân huyện Bình Sơn", {"government"}, "high"),
        ("chính quyền các cấp", {"government"}, "middle"),
        ("các cấp ủy đảng, chính quyền từ huyện đến cơ sở", {"subordinate", "government"}, "middle"),
        ("các Ban của Huyện ủy", {"advising"}, "middle"),
        ("các phòng, ban, ngành huyện", {"government"}, "middle"),
        ("các ban, ngành, đoàn thể huyện", {"government", "front"}, "middle"),
        ("các cấp uỷ Đảng, chính quyền, Mặt trận và các đoàn thể các cấp", {"subordinate", "government", "front"}, "middle"),
        ("các cấp, các ngành", {"subordinate", "government"}, "middle"),
        ("các ngành, các địa phương, đơn vị", ALL, "low"),
        ("các cơ quan, đơn vị", ALL, "low"),
        ("các đơn vị", ALL, "low"),
        ("cac chi, dang bo truc thuoc Huyen uy", {"subordinate"}, "middle"),
    ],
)
def test_classes_by_their_usual_words(words, kinds, sure):
    match = resolve_words(words, DISTRICT)
    assert (set(match.kinds), match.sure) == (kinds, sure)
    assert (match.units, match.roles, match.left, match.may_kinds) == ((), (), (), ())


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("các xã miền núi", {"subordinate"}),
        ("các xã, thị trấn ven biển", {"subordinate"}),
        ("một số xã, thị trấn", {"subordinate"}),
        ("các xã", {"subordinate"}),  # the town is not among them
        ("các đơn vị có liên quan", ALL),
        ("các cơ quan liên quan", {"advising", "government"}),
        ("các chi, đảng bộ trực thuộc được kiểm tra", {"subordinate"}),
        ("các tổ chức chính trị - xã hội được giao", {"front"}),
    ],
)
def test_a_class_with_a_limit_is_not_the_whole_class(words, kinds):
    match = resolve_words(words, DISTRICT)
    assert match.is_empty
    assert (match.why, match.sure, set(match.may_kinds)) == ("limited", "low", kinds)
    assert match.left


def test_communes_are_the_class_only_where_all_of_it_are_communes():
    match = resolve_words("các xã miền núi", DISTRICT)
    assert len(match.may_units) == 21
    police = district(KnownUnit(90, ("Đảng bộ Công an huyện",), "subordinate", 1))
    match = resolve_words("các xã, thị trấn", police)
    assert (match.is_empty, match.why, len(match.may_units), 90 in match.may_units) == (True, "limited", 22, False)
    assert resolve_words("Công an huyện", police).units == (90,)
    assert resolve_words("các chi, đảng bộ trực thuộc", police).kinds == ("subordinate",)


def test_a_class_without_a_unit_is_only_a_candidate():
    known = district(without=["Ủy ban nhân dân huyện Bình Sơn"])
    match = resolve_words("UBND huyện", known)
    assert (match.is_empty, match.why, match.may_kinds) == (True, "empty", ("government",))
    assert resolve_words("các ban, ngành, đoàn thể", known).kinds == ("front",)


def test_the_peoples_committee_is_its_class_only_while_it_is_alone_in_it():
    assert resolve_words("UBND huyện", DISTRICT).kinds == ("government",)
    police = district(KnownUnit(90, ("Phòng Nội vụ huyện",), "government", 1))
    match = resolve_words("UBND huyện", police)
    assert (match.kinds, named(police, *match.units)) == ((), ["Ủy ban nhân dân huyện Bình Sơn"])


@pytest.mark.parametrize(
    ("words", "units", "kinds", "why"),
    [
        ("Văn phòng Đảng uỷ", (2,), (), "named"),
        ("VPĐU", (2,), (), "named"),
        ("Ban Xây dựng Đảng", (3,), (), "named"),
        ("UBKT Đảng ủy xã", (4,), (), "named"),
        ("UBND xã", (5,), (), "named"),
        ("Đảng ủy UBND xã", (10,), (), "named"),
        ("UBMTTQVN xã", (7,), (), "named"),
        ("Chi bộ thôn 1", (8,), (), "named"),
        ("chi ủy thôn 10", (9,), (), "alias"),
        ("các chi bộ trực thuộc Đảng ủy", (), ("subordinate",), "class"),
        ("Mỗi chi bộ", (), ("subordinate",), "broad"),
        ("Đảng ủy xã Tân Lập", (1,), (), "named"),
        ("UBND huyện", (), (), "other"),
        ("Huyện ủy", (), (), "unknown"),
    ],
)
def test_a_commune_has_names_of_its_own(words, units, kinds, why):
    match = resolve_words(words, COMMUNE)
    assert (match.units, match.kinds, match.why) == (units, kinds, why)


def test_the_level_follows_from_the_committees_name():
    said = {"Huyện ủy Bình Sơn": ("huyện",), "Đảng ủy xã Tân Lập": ("xã",), "Tỉnh ủy Lào Cai": ("tỉnh",), "Đảng ủy Tổng công ty": ()}
    assert {name: levels_of(name) for name in said} == said


# Persons


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("các đồng chí Ủy viên Ban Thường vụ Huyện ủy", ("leader",)),
        ("Ủy viên Ban Chấp hành Đảng bộ huyện", ("leader",)),
        ("các đồng chí Ủy viên Ban Thường vụ, Ban Chấp hành Đảng bộ huyện", ("leader",)),
        ("Ủy viên Ban Thường vụ phụ trách địa bàn", ("leader",)),
        ("các đ/c Ủy viên BTV Huyện ủy theo địa bàn phụ trách", ("leader",)),
        ("Các đồng chí Huyện ủy viên được phân công phụ trách địa bàn, đơn vị", ("leader",)),
        ("các đồng chí HUV", ("leader",)),
        ("các đồng chí trong Ban Thường vụ Huyện ủy", ("leader",)),
        ("người đứng đầu", ("head",)),
        ("người đứng đầu cấp ủy, chính quyền, cơ quan, đơn vị", ("head",)),
        ("thủ trưởng các cơ quan, đơn vị", ("head",)),
    ],
)
def test_persons_by_the_roles_that_appointments_have(words, roles):
    match = resolve_words(words, DISTRICT)
    assert (match.roles, match.sure, match.why) == (roles, "middle", "role")
    assert (match.units, match.kinds, match.left) == ((), (), ())


@pytest.mark.parametrize(
    ("words", "roles", "units"),
    [
        ("đồng chí Phó Bí thư Thường trực", ("leader",), []),
        ("đồng chí Nguyễn Văn A", (), []),
        ("đồng chí Nguyễn Văn A, Ủy viên Ban Thường vụ, Trưởng Ban Tuyên giáo Huyện ủy", ("leader",), ["Ban Tuyên giáo Huyện ủy"]),
        ("Trưởng Ban Tổ chức Huyện ủy", (), ["Ban Tổ chức Huyện ủy"]),
        ("Chánh Văn phòng Huyện ủy", (), ["Văn phòng Huyện ủy"]),
        ("người đứng đầu chính quyền", ("head",), []),
        ("Bí thư các chi, đảng bộ trực thuộc", ("head",), []),
        ("cán bộ, đảng viên", (), []),
        ("các đồng chí Thường trực Huyện ủy", ("leader",), []),
        ("Bí thư Đảng ủy các xã, thị trấn", ("head",), []),
        ("người đứng đầu cấp ủy các cấp", ("head",), []),
        ("lãnh đạo Ban Dân vận", (), ["Ban Dân vận Huyện ủy"]),
    ],
)
def test_one_person_or_another_group_is_left_to_a_person(words, roles, units):
    match = resolve_words(words, DISTRICT)
    assert match.is_empty
    assert (match.why, match.may_roles, named(DISTRICT, *match.may_units)) == ("person", roles, units)


def test_a_post_behind_one_comrades_name_is_that_comrades_and_not_a_role_of_all():
    text = "đồng chí Lê Văn Tám, Ủy viên Ban Thường vụ, Ủy viên Ban Chấp hành và Ủy viên Ban Thường vụ"
    quotes, at = [], 0
    for words in text.replace(" và ", ", ").split(", "):
        at = text.index(words, at)
        quotes.append(Quote(words, at, at := at + len(words)))
    found = resolve(quotes, DISTRICT)
    assert [(match.why, match.roles, match.may_roles) for match in found] == [
        ("person", (), ()),
        ("person", (), ("leader",)),
        ("person", (), ("leader",)),
        ("role", ("leader",), ()),
    ]


def test_leaders_of_another_committee_are_not_ours():
    for words in ("Ủy viên Ban Thường vụ Tỉnh ủy", "các đồng chí Ủy viên Ban Chấp hành Đảng bộ tỉnh", "Tỉnh ủy viên"):
        match = resolve_words(words, DISTRICT)
        assert match.is_empty, words
        assert match.why in ("other", "person"), words


# Parts, and what holds for any words


def test_lead_support_and_watch_stay_apart():
    quotes = [
        Quote("Ban Tổ chức", 0, 11, "lead"),
        Quote("UBKT", 12, 16, "support"),
        Quote("Ban Dân vận", 17, 28, "watch"),
        Quote("CCB", 0, 3),
    ]
    assert [match.part for match in resolve(quotes, DISTRICT)] == ["lead", "support", "watch", "lead"]
    document = read(
        "KẾT LUẬN\nvề A\n\nII. Nhiệm vụ\n\n1. Giao Ban Tổ chức Huyện ủy chủ trì, phối hợp với Ban Tuyên giáo xây dựng kế hoạch."
    )
    found = resolve(document.provisions[-1].addressees, DISTRICT)
    assert [(match.part, *named(DISTRICT, *match.units)) for match in found] == [
        ("lead", "Ban Tổ chức Huyện ủy"),
        ("support", "Ban Tuyên giáo Huyện ủy"),
    ]


def test_each_reason_has_a_sentence_and_classes_and_roles_are_those_of_the_models():
    assert all(sentence.endswith(".") for sentence in WHY.values())
    assert set(HIGH) < set(CHOSEN) < set(WHY)
    for words in ("các cơ quan, đơn vị", "người đứng đầu", "các đồng chí HUV"):
        match = resolve_words(words, DISTRICT)
        assert set(match.kinds) <= set(Unit.Kind.values)
        assert set(match.roles) <= set(Appointment.Role.values)


VOCABULARY = (
    "ban tuyên giáo dân vận tổ chức văn phòng huyện ủy tỉnh xã bình minh thanh thạnh các chi đảng bộ trực thuộc mặt trận và , ; cơ quan đơn vị "
    "đồng chí ủy viên thường vụ phụ trách địa bàn một số miền núi ubnd mttq hoà uỷ người đứng đầu trưởng phó bí thư hội phụ nữ ( ) - cùng với"
).split(" ")
SPOKEN = st.lists(st.sampled_from(VOCABULARY), max_size=14).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(SPOKEN)
def test_a_match_names_no_unit_of_which_no_name_stands_in_the_words(words):
    match = resolve_words(words, DISTRICT)
    said = set(spell(words).low.split())
    for pk in match.units:
        unit = next(unit for unit in DISTRICT.units if unit.pk == pk)
        own = {"huyện", "ủy", "bình", "sơn", "đảng", "bộ"}
        assert any(set(spell(name).low.split()) - own <= said for name in unit.names), (words, unit)
    assert match.why in WHY
    assert match.why in CHOSEN or match.sure == "low"
    assert match.is_empty or match.why in (*CHOSEN, "partly") or match.left


@settings(max_examples=200, deadline=None)
@given(SPOKEN | st.text(max_size=120))
def test_composition_tone_style_case_and_spaces_change_nothing(words):
    plain = resolve_words(words, DISTRICT)
    for other in (
        unicodedata.normalize("NFD", words),
        unicodedata.normalize("NFC", words),
        even(unicodedata.normalize("NFC", words)),
        words.replace("hòa", "hoà").replace("ủy", "uỷ"),
        f"  {words.replace(' ', '   ')} ",
    ):
        assert resolve_words(other, DISTRICT) == plain


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_words_at_all_give_a_match(words):
    assert isinstance(resolve_words(words, DISTRICT), Match)


@pytest.mark.parametrize(
    "words",
    [
        "các " * 50_000, "a, " * 50_000, "ban " * 50_000, "x" * 200_000, "các xã, " * 20_000, "ủy viên ban thường vụ, " * 9_000,
        "phụ trách xã " * 9_000, "người đứng đầu cơ quan, " + "đơn vị, " * 20_000, "đồng chí " * 20_000, "mặt trận và các " * 9_000,
        "ủy viên ban thường vụ" + " phụ trách" * 900,
    ],
)  # fmt: skip
def test_endless_words_are_answered_quickly(words):
    begun = time.perf_counter()
    resolve_words(words, DISTRICT)
    assert time.perf_counter() - begun < 2


def test_a_thousand_units_make_no_words_slow():
    known = district(*(KnownUnit(1000 + n, (f"Chi bộ Trường Tiểu học số {n} Bình Minh",), "subordinate", 1) for n in range(1000)))
    begun = time.perf_counter()
    assert resolve_words("Chi bộ Trường Tiểu học số 7 Bình Minh", known).units == (1007,)
    for _ in range(20):
        resolve_words("các xã, thị trấn và các chi bộ", known)
    assert resolve_words("các xã và " * 300, known).why == "limited"
    assert time.perf_counter() - begun < 4


# From the database


@pytest.mark.django_db
def test_known_is_read_with_a_fixed_number_of_queries_and_with_the_names_of_the_day(office, django_assert_num_queries):
    import uuid

    from resolutions.known import known_of
    from tests.office import at

    office.chau_o.rename(name="Đảng bộ phường Châu Ổ", short_name="Phường Châu Ổ", on=date(2024, 5, 1), decision="QĐ 1", by=office.office,
                         now=at("2024-05-06"), key=uuid.uuid4())  # fmt: skip
    Unit.objects.filter(pk=office.phu_nu.pk).update(valid_until=date(2024, 5, 31), heir=office.binh_minh)
    Unit.objects.create(name="Ban Mới", kind="advising", parent=office.committee, valid_from=date(2025, 1, 1))
    Unit.objects.create(name="Huyện ủy khác", kind="committee", valid_from=date(2020, 1, 1))

    def on(day):
        with django_assert_num_queries(3):
            known = known_of(office.committee, on=day)
        return known, {unit.pk: unit for unit in known.units}

    known, units = on(date(2024, 4, 30))
    assert known.committee == "Huyện ủy Bình Sơn"
    assert len(units) == 6
    assert units[office.chau_o.pk].names == ("Đảng bộ thị trấn Châu Ổ", "ĐU")
    assert units[office.chau_o.pk].former == ()
    assert units[office.phu_nu.pk].until is None
    assert units[office.committee.pk].names == ("Huyện ủy Bình Sơn", "Huyện ủy", "HU", "HUYỆN ỦY BÌNH SƠN")
    known, units = on(date(2024, 6, 1))
    assert units[office.chau_o.pk].names == ("Đảng bộ phường Châu Ổ", "Phường Châu Ổ", "ĐU")
    assert units[office.chau_o.pk].former == ("Đảng bộ thị trấn Châu Ổ",)
    assert (units[office.phu_nu.pk].until, units[office.phu_nu.pk].heir) == (date(2024, 5, 31), office.binh_minh.pk)
    assert resolve_words("Hội LHPN huyện", known).gone == (office.phu_nu.pk,)
    assert resolve_words("thị trấn Châu Ổ", known).units == (office.chau_o.pk,)
    for n in range(20):
        Unit.objects.create(name=f"Đảng bộ xã Số {n}", kind="subordinate", parent=office.committee, valid_from=date(2020, 1, 1))
    assert len(on(date(2024, 6, 1))[1]) == 26
