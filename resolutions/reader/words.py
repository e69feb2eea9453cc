"""How the reader compares words: two ways of looking at a text that leave the text itself alone."""

import re
import unicodedata
from functools import lru_cache

# The two ways of placing a tone mark: 'uỷ, hoà' are read as 'ủy, hòa'; 'quý' and 'hoàn' are the same in both.
_LATE_MARK = re.compile(r"(?<!q)u([ýỳỷỹỵ])(?!\w)|o([áàảãạ])(?!\w)|o([éèẻẽẹ])(?!\w)")
_EARLY = dict(
    zip("ýỳỷỹỵáàảãạéèẻẽẹ", ["úy", "ùy", "ủy", "ũy", "ụy", "óa", "òa", "ỏa", "õa", "ọa", "óe", "òe", "ỏe", "õe", "ọe"], strict=True)
)


def gettext_noop(sentence: str) -> str:
    """The sentence as it stands; the name marks it for translation by whoever shows it."""
    return sentence


def listed(block: str) -> list[str]:
    """The entries of a list written with commas over several lines."""
    return [entry for part in block.split(",") if (entry := " ".join(part.split()))]


def any_of(block: str) -> str:
    """A list as a pattern that any of its entries fits; an entry may be a pattern itself, without commas."""
    return "(?:" + "|".join(listed(block)) + ")"


_TONED = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"


def loose(pattern: str) -> str:
    """A pattern that also fits where the space after a toned vowel was lost, as between 'bộ' and 'xã' in 'Đảng bộxã'.

    At the end of a word the next may follow at once if its first letter could not belong to the word before.
    """
    parts = re.split(r"(\(\?<[!=][^()]*\))", pattern)  # what looks behind must know how far
    parts[::2] = [re.sub(rf"([{_TONED}]) (?![?*+{{])", r"\1 ?", part) for part in parts[::2]]
    after_group = rf")(?: |(?<=[{_TONED}])(?=\\w))"
    parts[::2] = [re.sub(r"\) (?![?*+{])", after_group, part) for part in parts[::2]]
    return "".join(parts).replace(r")\b", rf")(?:\b|(?<=[{_TONED}])(?=[bdđghklqrsvx]))")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Small letters without marks, spaces or punctuation, for words damaged by scanning: 'KÉT  LUẬN' gives 'ketluan'."""
    bare = unicodedata.normalize("NFD", text.lower()).replace("đ", "d")
    return "".join(c for c in bare if "a" <= c <= "z" or "0" <= c <= "9")


def even(text: str) -> str:
    """Small letters and one tone style, of the same length as ``text``, so that an offset found here holds there."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _LATE_MARK.sub(lambda m: _EARLY[m[1] or m[2] or m[3]], low)


def in_capitals(text: str) -> bool:
    """Whether a line is written in capitals; a small word among them ('kiêm', 'về') does not change that."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and letters[0].isupper() and sum(c.isupper() for c in letters) >= 0.7 * len(letters)


def starts_small(text: str) -> bool:
    """Whether the first letter or digit of a text is no capital: the mark of a line that goes on from the line before."""
    first = next((c for c in text if c.isalnum()), "")
    return bool(first) and not first.isupper()
