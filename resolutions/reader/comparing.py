"""Texts compared word by word, within bounds of time."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from .words import even

ONE, ALL = (
    20_000,
    600_000,
)  # pairs of equal words that one comparison, and all of two readings, may look at; a natural page against a page has 5000
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\x00"))
_ALIKE = str.maketrans("“”„«»‘’‚–—‐−‑", '"""""' + "'''" + "-----")
_CLAUSE = re.compile(r"(?<=[.;:,]) ")


@dataclass
class Budget:
    """Pairs of equal words that may still be looked at: they are what a comparison costs."""

    left: int = ALL

    def takes(self, a: list[str], b: list[str]) -> bool:
        """Whether these may be compared word by word; they count as compared then."""
        counts, others = Counter(a), Counter(b)
        pairs = sum(n * others[word] for word, n in counts.items())
        if pairs > min(ONE, self.left):
            return False
        self.left -= pairs
        return True


def words_of(text: str) -> list[str]:
    """The words as they stand, without what lies between them."""
    return unicodedata.normalize("NFC", text.translate(_UNSEEN)).split()


def word_keys(text: str) -> list[str]:
    """The words as they are compared: in one tone style and one shape of quotes and dashes, capitals kept."""
    return [_key(word) for word in words_of(text)]


@lru_cache(maxsize=20_000)
def _key(word: str) -> str:
    return "".join(e.upper() if c.isupper() else e for c, e in zip(word, even(word), strict=True)).translate(_ALIKE)


def word_changes(old: str, new: str, budget: Budget) -> tuple[tuple[str, str], ...]:
    """(op, words) from one text to the other; op: same, del or ins. Long texts that differ much are compared by clauses, or as a whole."""
    before, after = words_of(old), words_of(new)
    keys = [_key(word) for word in before], [_key(word) for word in after]
    start = _shared(*keys)
    end = _shared(*(side[start:][::-1] for side in keys))
    a, b = before[start : len(before) - end], after[start : len(after) - end]
    found = [("same", " ".join(after[:start])), *_between(a, b, budget), ("same", " ".join(after[len(after) - end :]))]
    return tuple(_joined(found))


def _between(a: list[str], b: list[str], budget: Budget):
    """The same for what lies between the words that both begin and end with."""
    for old, new in ((a, b), (_clauses(a), _clauses(b))):
        keys = [[_key(word) for word in side] for side in (old, new)]
        if budget.takes(*keys):
            for op, i, j, k, m in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
                if op == "equal":
                    yield "same", " ".join(new[k:m])
                else:
                    yield from (("del", " ".join(old[i:j])), ("ins", " ".join(new[k:m])))
            return
    yield from (("del", " ".join(a)), ("ins", " ".join(b)))


def _clauses(words: list[str]) -> list[str]:
    return _CLAUSE.split(" ".join(words)) if words else []


def _shared(a: list[str], b: list[str]) -> int:
    """How many words two texts begin with in common."""
    return next((n for n, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))


def _joined(found):
    """Without empty pieces, neighbours of the same sort as one."""
    held: list[tuple[str, str]] = []
    for op, words in found:
        if words and held and held[-1][0] == op:
            held[-1] = (op, f"{held[-1][1]} {words}")
        elif words:
            held.append((op, words))
    return held
