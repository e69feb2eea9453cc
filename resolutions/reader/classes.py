"""The classes of units by the words that papers use for them."""

import re
from functools import lru_cache

from .spelling import bare

AND = r"(?: ,)?(?: và)? "  # between the parts of one usual name: 'các chi, đảng bộ trực thuộc'
ALL = ("advising", "front", "government", "subordinate")
PLURAL = r"(?:(?:tất cả |toàn thể |toàn bộ )?(?:các|những|mỗi|từng) )"

_COMMUNE = r"(?:xã|phường|thị trấn|đặc khu)"
COMMUNES = rf"{_COMMUNE}(?:(?: ,)?(?: và)? (?:các )?{_COMMUNE})*"
_OFCOMMUNES = (
    rf"(?:(?:(?:ban chấp hành |ban thường vụ )?(?:đảng ủy|đảng bộ|cấp ủy)|chi{AND}đảng bộ|đảng ủy{AND}chính quyền|cấp ủy{AND}chính quyền) "
    rf"(?:các )?)?{COMMUNES}"
)

# (words, classes, whether they are the usual name of the class, whether they need 'các' before them or before something earlier in the list)
_CLASSES: tuple[tuple[str, tuple[str, ...], bool, bool], ...] = (
    (rf"mặt trận(?: OWN)?{AND}(?:các )?(?:tổ chức chính trị xã hội|(?:tổ chức )?đoàn thể(?: chính trị xã hội)?|hội{AND}đoàn thể|"
     r"tổ chức thành viên)", ("front",), True, False),
    (rf"tổ chức chính trị xã hội|(?:tổ chức )?đoàn thể(?: chính trị xã hội)?|hội{AND}đoàn thể", ("front",), False, True),
    (rf"(?:chi{AND}đảng bộ|chi bộ{AND}đảng bộ|đảng bộ{AND}chi bộ|chi ủy{AND}đảng ủy|đảng ủy{AND}chi ủy|đảng ủy{AND}chi bộ|"
     rf"tổ chức (?:cơ sở )?đảng|cấp ủy(?: đảng)?(?:{AND}(?:các )?tổ chức(?: cơ sở)? đảng)?|đảng bộ|đảng ủy|chi bộ) (?:cơ sở )?trực thuộc",
     ("subordinate",), True, False),
    (rf"chi{AND}đảng bộ|chi bộ{AND}đảng bộ|đảng bộ{AND}chi bộ|chi ủy{AND}đảng ủy|đảng ủy{AND}chi ủy|tổ chức cơ sở đảng|"
     rf"cấp ủy(?: đảng)?(?:{AND}(?:các )?tổ chức(?: cơ sở)? đảng)?|tổ chức đảng", ("subordinate",), False, False),
    (r"đảng bộ|đảng ủy|chi bộ|chi ủy|địa phương|cấp", ("subordinate",), False, True),
    (rf"(?:(?:cơ quan|đơn vị|ban) )?(?:chuyên trách(?:{AND}| ))?tham mưu{AND}giúp việc(?: cho)?|cơ quan chuyên trách(?: tham mưu)?",
     ("advising",), True, False),
    (rf"ban xây dựng đảng|ban đảng|ban của đảng|ban tham mưu|cơ quan tham mưu|cơ quan đảng|ban{AND}văn phòng|ban(?= OWN)", ("advising",), False, True),
    (r"ủy ban nhân dân", ("government",), True, False),
    (r"chính quyền", ("government",), False, False),
    (rf"(?:phòng|sở){AND}ban(?:{AND}(?:các )?ngành)?(?: chuyên môn)?|ban{AND}ngành|sở{AND}ngành|ngành|cơ quan chuyên môn(?: thuộc ủy ban nhân dân)?|"
     r"cơ quan nhà nước", ("government",), False, True),
    (rf"(?:(?:phòng|sở){AND})?ban{AND}(?:(?:các )?ngành{AND})?(?:các )?(?:đoàn thể|hội{AND}đoàn thể)", ("government", "front"), False, True),
    (r"cơ quan", ("advising", "government"), False, True),
    (rf"đơn vị|cơ quan{AND}đơn vị|cơ quan{AND}tổ chức{AND}đơn vị|tổ chức", ALL, False, True),
)  # fmt: skip
BEHIND = r"các cấp|đảng(?! ủy| bộ)|cơ sở|trực thuộc|địa phương|trên địa bàn|trong hệ thống chính trị|từ \w+ (?:ủy )?(?:đến|tới|xuống) (?:cơ sở|xã|thôn|các xã)"
BELOW = rf"(?:(?:các|cấp|của các|ở các) )?(?:cơ sở|{COMMUNES}|thôn|tổ dân phố)"


@lru_cache(maxsize=32)
def patterns(own: str, plain: bool) -> tuple[tuple[re.Pattern, tuple[str, ...], bool, bool], ...]:
    """The words of the classes as patterns, for a committee whose own name stands as ``own``."""
    return tuple(
        (re.compile(rf"(?:{_as(words, plain).replace('OWN', own)})(?!\w)"), kinds, usual, many) for words, kinds, usual, many in _CLASSES
    )


@lru_cache(maxsize=2)
def communes(plain: bool) -> re.Pattern:
    """'các xã, thị trấn', 'Đảng ủy các xã': the subordinate units that are of a commune or a town."""
    return re.compile(rf"(?:{_as(_OFCOMMUNES, plain)})(?!\w)")


@lru_cache(maxsize=2)
def commune_words(plain: bool) -> re.Pattern:
    return re.compile(_as(_COMMUNE, plain))


def _as(words: str, plain: bool) -> str:
    return bare(words) if plain else words
