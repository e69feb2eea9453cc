"""Which letters a text is made of: Vietnamese ones, or those that TCVN3 (ABC) and VNI put in their place."""

import re

_OWN = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")  # letters that only Vietnamese has, as Unicode writes them
_PLAIN = re.compile(r"[A-Za-z]")
_SHARED = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
_SIGNS = frozenset("“”‘’–—…•«»°§©®×·½²³¼¾\xa0\xad€™")
# Letters and signs that no Vietnamese word holds, at a letter: where TCVN3 keeps à á ả ã ạ â ê ô ơ đ …, where VNI keeps its tones and đ, ơ, ư.
_OLD = re.compile(r"(?<=[A-Za-z\u00c0-\u00ff])[µ¸¶¹¨©®ª«¬\xad¾¼½÷þøûïåäëüñöæØÛÏÅÄËÜÑÖÆ]|[®§ÑñöÖµ¸¶¹ª¬](?=[A-Za-z\u00c0-\u00ff])")


def in_old_letters(text: str) -> bool:
    """Whether lines of a text are written in TCVN3 or VNI. One foreign name is none, nor are lines that hold true Vietnamese too."""
    found = 0
    for line in text.splitlines():
        old = len(_OLD.findall(line))
        if old >= 3 and old > len(_OWN.findall(line)) and old <= len(_PLAIN.findall(line)):
            found += old
    return found >= 5


def looks_vietnamese(text: str) -> bool:
    """Whether a text read by guess has letters of Vietnamese, and hardly any that it has not."""
    own = len(_OWN.findall(text))
    strange = sum(c > "~" and not _OWN.match(c) and c not in _SHARED and c not in _SIGNS for c in text)
    return own >= 2 and own >= 0.01 * len(text) and strange <= 0.1 * own
