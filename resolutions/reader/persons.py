"""Persons as papers name them, and for which of them appointments have a role."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .classes import AND, COMMUNES, PLURAL
from .spelling import bare

_OF = r"(?: OWN)?"
_AREA = r"(?:địa bàn|lĩnh vực|địa phương|cơ quan|đơn vị|xã|phường|thị trấn|chi bộ|đảng bộ)"
_CARES = (
    rf"(?: (?:được )?(?:phân công|phụ trách|theo dõi|đứng điểm|chỉ đạo)(?:{AND}(?:phụ trách|theo dõi|chỉ đạo))*(?:(?:{AND}| )(?:các )?{_AREA})*"
    rf"| theo (?:{_AREA} )?(?:được )?(?:phân công|phụ trách)(?:{AND}(?:phụ trách|theo dõi))*(?: {_AREA})*){{0,2}}"
)
_BODIES = rf"(?:ban thường vụ|ban chấp hành){_OF}"
_MEMBERS = (
    rf"(?:(?:ủy viên|thành viên)(?: trong)?|trong) {_BODIES}(?:{AND}(?:(?:các )?(?:đồng chí )?(?:ủy viên )?){_BODIES})*"
    rf"|OWN viên{_OF}"
)
_UNDER_HEAD = (
    r"(?:cấp ủy(?: đảng)?|chính quyền|cơ quan|đơn vị|địa phương|tổ chức(?: đảng)?|mặt trận|đoàn thể|tổ chức chính trị xã hội|ngành|doanh nghiệp|"
    r"phòng|ban)"
)
_HEADS = rf"(?:người đứng đầu|thủ trưởng)(?P<of>(?: (?:các )?{_UNDER_HEAD}(?:{AND}(?:các )?{_UNDER_HEAD})*)?)(?: trực thuộc| các cấp)?{_OF}"
_SECRETARIES = (
    rf"bí thư (?:các )?(?:chi{AND}đảng bộ|chi bộ|đảng bộ|đảng ủy|cấp ủy)(?: trực thuộc| cơ sở| (?:các )?{COMMUNES}(?= ,| và|$))?{_OF}"
)
_LEADERS = rf"(?:(?:phó )?bí thư(?: thường trực)?|(?P<body>thường trực)(?= OWN)){_OF}"
_OTHERS = (
    r"(?:phó )?(?:bí thư|chủ tịch|chủ nhiệm|giám đốc)|(?:phó )?(?:trưởng|chánh)(?= ban| phòng| văn phòng)|phó(?= ban| phòng)|lãnh đạo|cán bộ|đảng viên|"
    r"công chức|viên chức|hội viên|đoàn viên|(?:huyện|tỉnh|thành|thị|quận|đảng) ủy viên|người đứng đầu|thủ trưởng|ủy viên|thành viên|đồng chí|tổ trưởng"
)


@dataclass(frozen=True)
class Person:
    """Persons named up to ``end``. ``role`` where appointments have one; ``all_of_it``: whether its holders are meant, each of them."""

    end: int
    role: str | None = None
    all_of_it: bool = False


def person_at(low: str, at: int, own: str, plain: bool, *, one: bool, named: bool) -> Person | None:
    """Who is named at a place of spelled words. ``one``: a single comrade is spoken of, not a group; ``named``: 'đồng chí' stands before."""
    members, heads, secretaries, leaders, others = _patterns(own, plain)
    if found := members.match(low, at):
        return Person(found.end(), "leader", not one)
    if found := heads.match(low, at):
        several = not found["of"] or bool(re.search(bare(r"cơ quan|đơn vị| và | ,") if plain else r"cơ quan|đơn vị| và | ,", found["of"]))
        return Person(found.end(), "head", several and not one)
    if found := secretaries.match(low, at):
        return Person(found.end(), "head")
    if (found := leaders.match(low, at)) and (named or not found["body"]):
        return Person(found.end(), "leader")
    found = others.match(low, at)
    return Person(found.end()) if found else None


@lru_cache(maxsize=32)
def _patterns(own: str, plain: bool) -> tuple[re.Pattern, ...]:
    sorts = (rf"(?:{_MEMBERS}){_CARES}", _HEADS, _SECRETARIES, _LEADERS, _OTHERS)
    return tuple(re.compile(rf"(?:{(bare(words) if plain else words).replace('OWN', own)})(?!\w)") for words in sorts)


@lru_cache(maxsize=2)
def comrade(plain: bool) -> re.Pattern:
    """'đồng chí', with what makes it many before it."""
    words = rf"(?P<many>{PLURAL})?(?:tập thể )?đồng chí "
    return re.compile(bare(words) if plain else words)
