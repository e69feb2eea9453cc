"""One way of writing for names of units: abbreviations spelled out, long names cut to those of everyday, each with its place."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .words import even, listed

_TOKEN = re.compile(r"[đd]/c\b|[^\W_]+|[,;()&]")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\x00"))
_SIGNS = frozenset(",;()")
_BODIES = {
    "vp": "văn phòng", "btc": "ban tổ chức", "btg": "ban tuyên giáo", "btgdv": "ban tuyên giáo và dân vận", "bdv": "ban dân vận",
    "bnc": "ban nội chính", "ubkt": "ủy ban kiểm tra", "btv": "ban thường vụ", "bch": "ban chấp hành", "bxdđ": "ban xây dựng đảng",
}  # fmt: skip
_OF = {"hu": "huyện ủy", "tu": "tỉnh ủy", "đu": "đảng ủy", "tw": "trung ương", "qu": "quận ủy"}
_SHORT = {
    **_OF, **_BODIES, **{short + of: f"{name} {whose}" for short, name in _BODIES.items() for of, whose in _OF.items()},
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "ub": "ủy ban", "mttq": "mặt trận", "mttqvn": "mặt trận",
    "ubmttq": "mặt trận", "ubmttqvn": "mặt trận", "ubmt": "mặt trận", "lhpn": "liên hiệp phụ nữ", "hlhpn": "hội phụ nữ", "hpn": "hội phụ nữ",
    "hnd": "hội nông dân", "ccb": "cựu chiến binh", "hccb": "hội cựu chiến binh", "đtn": "đoàn thanh niên", "tn": "thanh niên",
    "tncs": "thanh niên cộng sản", "hcm": "hồ chí minh", "tncshcm": "thanh niên cộng sản hồ chí minh", "lđlđ": "liên đoàn lao động",
    "huv": "huyện ủy viên", "tuv": "tỉnh ủy viên", "đuv": "đảng ủy viên", "uvbtv": "ủy viên ban thường vụ",
    "uvbch": "ủy viên ban chấp hành", "uv": "ủy viên", "đ/c": "đồng chí", "tmgv": "tham mưu giúp việc", "ct": "chính trị", "xh": "xã hội",
    "ctxh": "chính trị xã hội", "&": "và",
}  # fmt: skip
_EVERYDAY = {
    "mặt trận": """ủy ban mặt trận tổ quốc việt nam, ủy ban mặt trận tổ quốc, ủy ban mặt trận, mặt trận tổ quốc việt nam, mặt trận tổ quốc,
        ủy ban mặt trận việt nam, mặt trận việt nam, ban thường trực ủy ban mặt trận tổ quốc việt nam, ban thường trực ủy ban mặt trận tổ quốc,
        ban thường trực ủy ban mặt trận, ban thường trực mặt trận""",
    "đoàn thanh niên": "đoàn thanh niên cộng sản hồ chí minh, đoàn thanh niên cộng sản",
    "hội phụ nữ": "hội liên hiệp phụ nữ việt nam, hội liên hiệp phụ nữ, hội phụ nữ việt nam, liên hiệp phụ nữ",
    "hội nông dân": "hội nông dân việt nam",
    "hội cựu chiến binh": "hội cựu chiến binh việt nam, hội cựu chiến binh, cựu chiến binh",
    "đoàn thanh niên huyện": "huyện đoàn",
    "đoàn thanh niên tỉnh": "tỉnh đoàn",
    "đoàn thanh niên xã": "xã đoàn",
    "đoàn thanh niên quận": "quận đoàn",
    "đoàn thanh niên thành phố": "thành đoàn",
    "đoàn thanh niên thị xã": "thị đoàn",
}
LONGEST = 4000  # letters of one quote that are looked at


def bare(text: str) -> str:
    """Without marks: 'Bình Thạnh' and 'Bình Thanh' become one."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in plain if not unicodedata.combining(c))


@dataclass(frozen=True)
class Spelled:
    """Words in one way of writing, ``low``: single spaces, commas as words of their own; ``spans`` tell where each word came from."""

    text: str
    low: str
    spans: tuple[tuple[int, int, int], ...]  # place in low, start and end in text

    def quote(self, start: int, end: int) -> str:
        """The words as they stand, for a part of ``low``."""
        inside = [(a, b) for at, a, b in self.spans if start <= at < end and self.text[a:b] not in _SIGNS]
        return self.text[inside[0][0] : inside[-1][1]] if inside else ""


def spell(text: str, *, plain: bool = False) -> Spelled:
    """Any words in the one way of writing; ``plain``: without marks."""
    whole = unicodedata.normalize("NFC", text.translate(_UNSEEN))[:LONGEST]
    low = even(whole)
    found = [(bare(m[0]) if plain else m[0], *m.span()) for m in _TOKEN.finditer(low)]
    tokens = [("," if word in _SIGNS else word, a, b) for word, a, b in found]
    short, everyday, longest = _tables(plain)
    tokens = [(part, a, b) for word, a, b in tokens for part in short.get(word, word).split()]
    words = [word for word, _, _ in tokens]
    spans, out, at, i = [], [], 0, 0
    while i < len(tokens):
        n = next((n for n in range(min(longest, len(words) - i), 0, -1) if " ".join(words[i : i + n]) in everyday), 0)
        new = everyday[" ".join(words[i : i + n])].split() if n else [words[i]]
        n = n or 1
        for word in new:
            out.append(word)
            spans.append((at, tokens[i][1], tokens[i + n - 1][2]))
            at += len(word) + 1
        i += n
    return Spelled(whole, " ".join(out), tuple(spans))


@lru_cache(maxsize=2)
def _tables(plain: bool) -> tuple[dict[str, str], dict[str, str], int]:
    """Abbreviations, long names, and the most words that one of these has."""
    everyday = {long: name for name, block in _EVERYDAY.items() for long in listed(block)}
    short = _SHORT
    if plain:
        short, everyday = ({bare(a): bare(b) for a, b in table.items()} for table in (short, everyday))
    return short, everyday, max(len(long.split()) for long in everyday)
