"""Clauses of a running text, as places in it."""

import re

_QUOTES = '”")»’'
_STOP = re.compile(rf"(?<![.;!?…])[.;!?…]{{1,8}}[{_QUOTES}]?(?=\s|$)")
_SHORT = re.compile(r"(?:^|[\s(])(?:[A-ZĐ]{1,3}|\d{1,3}|v\.v|tp)$", re.IGNORECASE)


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses between two places, cut after full stops and semicolons; the closing sign and spaces are left out."""
    found, at = [], start
    for match in _STOP.finditer(text, start, end):
        if match[0][0] == "." and not _ends_a_sentence(text, match, end):
            continue
        found.append((at, match.end() if match[0][-1] in _QUOTES else match.start()))
        at = match.end()
    found.append((at, end))
    return [span for a, b in found if (span := _strip(text, a, b))]


def last_sentence(text: str, start: int, end: int) -> int:
    """Where the last sentence between two places begins."""
    stops = [m.end() for m in _STOP.finditer(text, start, end) if "." in m[0] and m.end() < end and _ends_a_sentence(text, m, end)]
    return stops[-1] if stops else start


def _ends_a_sentence(text: str, match: re.Match, end: int) -> bool:
    after = text[match.end() : min(end, match.end() + 3)].lstrip(" “\"('")
    if not after:
        return True
    return not after[0].islower() and not (len(match[0]) == 1 and _SHORT.search(text[max(0, match.start() - 6) : match.start()]))


def _strip(text: str, a: int, b: int) -> tuple[int, int] | None:
    while a < b and text[a].isspace():
        a += 1
    while b > a and (text[b - 1].isspace() or text[b - 1] in ".;/"):
        b -= 1
    return (a, b) if a < b else None
