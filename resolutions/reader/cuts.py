"""Where one thing named in a quote ends and the next begins, and the small words before and behind it."""

import re
from dataclasses import replace
from functools import lru_cache

from .aliases import Names
from .choosing import Found
from .classes import BEHIND, BELOW, PLURAL
from .spelling import bare

_LEAD_IN = r"(?:(?:trong đó|nhất là|đặc biệt là|trước hết là|bao gồm|gồm|cho|tập thể|cơ quan thường trực là) ){1,2}"
_SOME = r"(?:một số|nhiều|vài) "
_BODY = r"(?:ban thường vụ|ban chấp hành|ban thường trực|thường trực|cơ quan|tập thể)"
_ELSEWHERE = r"(?:tỉnh|trung ương|huyện|quận|thị xã|thành ủy|thành phố|xã|phường|thị trấn|đặc khu|đảng ủy|đảng bộ|chi bộ)"
_LED = r"(?:các )?(ban|hội|phòng|(?:(?:ban chấp hành |ban thường vụ )?(?:đảng ủy|đảng bộ) )?(?:các )?(?:xã|phường|thị trấn|đặc khu)|đảng bộ|đảng ủy|chi bộ)"


@lru_cache(maxsize=32)
def made(name: str, plain: bool) -> re.Pattern:
    """The pattern of this name, with marks or ``plain``."""
    words = {
        "cut": r"(?: ,| và(?= |$)| cùng(?: với)?(?= |$)| với(?= |$))+(?: |$)|$|, ?",
        "next": r" (?:,|và|cùng)(?= |$)",
        "lead_in": _LEAD_IN, "some": _SOME, "plural": PLURAL, "led": _LED + " ", "body": _BODY, "elsewhere": _ELSEWHERE, "below": BELOW,
        "committee_body": r"ban thường vụ|ban chấp hành|thường trực|tập thể",
    }[name]  # fmt: skip
    ends = "" if words[-1] == " " or name in ("cut", "next", "lead_in", "plural") else r"(?!\w)"
    return re.compile(rf"(?:{bare(words) if plain else words}){ends}")


@lru_cache(maxsize=32)
def tail(own: str, plain: bool) -> re.Pattern:
    """What may stand behind a name and says nothing more: the committee's own name, 'các cấp', 'trên địa bàn'."""
    behind = bare(BEHIND) if plain else BEHIND
    return re.compile(rf"(?: (?:{own}|{behind})(?!\w)){{1,4}}")


class Cursor:
    """Spelled words, and what can be told of a place in them."""

    def __init__(self, low: str, names: Names):
        self.low, self.names = low, names

    def with_tail(self, found: Found, end: int) -> tuple[Found, int]:
        """What stands behind a name: the committee's own says nothing more; anything else says that it is another, or a part."""
        behind = tail(self.names.own.pattern, self.names.plain).match(self.low, end)
        end = behind.end() if behind else end
        if self.is_cut(end):
            return found, end
        if (below := self.pattern("below").match(self.low, end + 1)) and self.is_cut(below.end()):
            found = found.doubted("below")
            return replace(found, may_units=(), may_kinds=("subordinate",)), below.end()
        if self.pattern("elsewhere").match(self.low, end + 1):
            return Found("other"), self.next_cut(end)
        return found.doubted("limited"), self.next_cut(end)

    def is_cut(self, at: int) -> bool:
        """Whether a naming may end here."""
        return bool(self.pattern("cut").match(self.low, at))

    def next_cut(self, at: int) -> int:
        """Where a naming ends of which nothing more is understood."""
        found = self.pattern("next").search(self.low, at)
        return found.start() if found else len(self.low)

    def _word(self, word: str) -> str:
        return bare(word) if self.names.plain else word

    def pattern(self, name: str) -> re.Pattern:
        return made(name, self.names.plain)
