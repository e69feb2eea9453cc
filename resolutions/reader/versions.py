"""Two readings of one document side by side: what stayed, changed, came, went, moved; and when two papers are the same document."""

import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .comparing import Budget, word_changes, word_keys
from .kindwords import by_symbol, named_at_start
from .words import even, fold

SHINGLE, COMMON = 4, 8  # words in a row by which a text is known again; those that more texts share tell nothing
ALIKE = 0.4  # the share of such rows from which on two texts are taken for one, mended


@dataclass(frozen=True)
class Change:
    """What became of one provision. kind: same, changed, added, removed or moved (the same words under another label).

    ``label`` is that of the new reading (of a removed one the old), ``was`` the old one (of an added one ''). ``words`` of a changed one:
    (op, words) with op same, del or ins, in reading order; of any other empty. Same words are spelled as the new reading has them.
    """

    kind: str
    label: str
    was: str
    old: str
    new: str
    words: tuple[tuple[str, str], ...] = ()


def changes(old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]) -> tuple[Change, ...]:
    """The provisions of both readings, (label, text) each, in the order of the new one; what was removed stands where it stood.

    White space, line breaks, composition, tone style and the shape of quotes and dashes are no change; capitals are.
    """
    old, new = list(old), list(new)
    keys = [[word_keys(text) for _, text in side] for side in (old, new)]
    pairs = _pairs(old, new, *keys)
    budget, found = Budget(), []
    for n, (label, text) in enumerate(new):
        if n not in pairs:
            found.append((n, -1, Change("added", label, "", "", text)))
            continue
        was, before = old[pairs[n]]
        same = keys[0][pairs[n]] == keys[1][n]
        kind = ("same" if was == label else "moved") if same else "changed"
        words = () if same else word_changes(before, text, budget)
        found.append((n, -1, Change(kind, label, was, before, text, words)))
    home, at = {o: n for n, o in pairs.items()}, -1
    for o, (label, text) in enumerate(old):
        at = home.get(o, at)
        if o not in home:
            found.append((at, o, Change("removed", label, label, text, "")))
    return tuple(change for _, _, change in sorted(found, key=lambda one: one[:2]))


def _pairs(old: list, new: list, old_keys: list, new_keys: list) -> dict[int, int]:
    """{place in new: place in old}: first same label and words, then same words, then words much alike, then same label."""
    pairs: dict[int, int] = {}
    free = dict.fromkeys(range(len(old)))

    def join(old_by, new_by) -> None:
        waiting = defaultdict(deque)
        for o in free:
            waiting[old_by(o)].append(o)
        for n in range(len(new)):
            if n not in pairs and (key := new_by(n)) and waiting[key]:
                pairs[n] = waiting[key].popleft()
                del free[pairs[n]]

    old_words, new_words = [tuple(key) for key in old_keys], [tuple(key) for key in new_keys]
    join(lambda o: (old[o][0], old_words[o]), lambda n: (new[n][0], new_words[n]))
    join(lambda o: old_words[o], lambda n: new_words[n])
    before = {o: (old[o][0], _rows(old_keys[o])) for o in free}
    after = {n: (new[n][0], _rows(new_keys[n])) for n in range(len(new)) if n not in pairs}
    for n, o in _much_alike(before, after):
        pairs[n] = o
        del free[o]
    join(lambda o: old[o][0], lambda n: new[n][0])
    return pairs


def _much_alike(old: dict[int, tuple[str, set]], new: dict[int, tuple[str, set]]):
    """(new, old) that share much, the most alike first; found by words in a row, not each with each. Given are {place: (label, rows)}."""
    where, labels = defaultdict(list), {label: o for o, (label, _) in old.items()}
    for o, (_, rows) in old.items():
        for row in rows:
            where[row].append(o)
    telling = {row: places for row, places in where.items() if len(places) <= COMMON}
    likely = []
    for n, (label, rows) in new.items():
        votes = Counter(o for row in rows if row in telling for o in telling[row])
        votes.update([labels[label]] if label in labels else ())
        for o, _ in votes.most_common(COMMON):
            likeness = 2 * len(old[o][1] & rows) / (len(old[o][1]) + len(rows))
            if likeness >= ALIKE:
                likely.append((-likeness, old[o][0] != label, n, o))
    taken_new, taken_old = set(), set()
    for _, _, n, o in sorted(likely):
        if n not in taken_new and o not in taken_old:
            taken_new.add(n)
            taken_old.add(o)
            yield n, o


def _rows(keys: list[str]) -> set[tuple]:
    return {tuple(keys[i : i + SHINGLE]) for i in range(max(1, len(keys) - SHINGLE + 1))}


def same_document(issuer: str | None, kind: str | None, number: str | None, date: date | None) -> tuple | None:
    """What two papers that are one document have in common; None where a part is missing, for then nobody can tell.

    Numbers start anew with each term of a committee, so a number alone is not enough. Spaces, capitals, tone style, leading zeros and the
    kind of dash in it make no difference; marks in the issuer's name do (Bình Thanh, Bình Thạnh).
    """
    whole = unicodedata.normalize("NFC", number or "").upper().replace("Ư", "U")
    whole = re.sub(r"[-–—‐−]+", "-", re.sub(r"\s+", "", whole)).replace("QĐI", "QĐ")
    match = re.fullmatch(r"0*(?P<digits>[1-9]\d*[A-ZĐ]?)(?P<rest>[-/].+)", whole)
    who = " ".join(even(unicodedata.normalize("NFC", issuer or "")).split())
    what = kind and (named_at_start(kind) or even(unicodedata.normalize("NFC", kind)))
    what = what or (match and by_symbol(re.sub(r"^[-/](?:\d{4}/)?", "", match["rest"])))
    if not (match and who and what and date):
        return None
    return who, fold(what), match["digits"] + match["rest"], date
