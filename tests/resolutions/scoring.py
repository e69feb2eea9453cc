"""What a reading is worth beside the answer that a person wrote: counts per paper, and the figures of their sum.

Words are compared without marks, spaces, punctuation and case (``bare``): the forms of a letter and the breaks of a page are no faults.
``invented`` is told apart from all that is missed: the words quoted that do not stand in the paper.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

HEAD = ("type", "number", "date", "subject", "issuer", "signer", "signer_title")
ORDERS = ("directive", "duty")
STARTS = 28  # letters of a provision's beginning that must be the same
SECTION = re.compile(r"[IVX]+")
PAGE = re.compile(r"\W*(?:trang\s*)?\d{1,3}\W*|\d+\.\w+\.DOC \d+", re.IGNORECASE)


def bare(words):
    """The letters and digits alone."""
    plain = unicodedata.normalize("NFD", (words or "").lower()).replace("đ", "d")
    return re.sub(r"[^a-z0-9]", "", plain)


def without_pages(text):
    return bare("\n".join(line for line in text.replace("\f", "\n").split("\n") if not PAGE.fullmatch(line.strip())))


def share(hits, of):
    return hits / of if of else 1.0


def f1(hits, asked, given):
    return share(2 * hits, asked + given)


def number_of(words):
    return bare(re.sub(r"^0+", "", (words or "").strip()))


@dataclass
class Score:
    """Counts that add up. ``notes``: what was wrong, in words for whoever mends the reader."""

    counts: Counter = field(default_factory=Counter)
    invented: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def __add__(self, other):
        return Score(self.counts + other.counts, self.invented + other.invented, self.notes + other.notes)

    def figure(self, what):
        """hits of what was asked; with ``given`` counted too, the harmonic mean of precision and recall."""
        return f1(self.counts[what, "hit"], self.counts[what, "asked"], self.counts[what, "given"] or self.counts[what, "asked"])

    @property
    def figures(self):
        names = dict.fromkeys(name for name, _ in self.counts)
        return {name: round(self.figure(name), 3) for name in names} | {"invented": len(self.invented)}

    def note(self, what, *, is_right, note):
        self.counts[what, "asked"] += 1
        self.counts[what, "hit"] += is_right
        if not is_right:
            self.notes.append(f"{what}: {note}")

    def compare(self, what, asked, given, *, note=""):
        """Two bags of comparable things."""
        asked, given = Counter(asked), Counter(given)
        hits = asked & given
        self.counts[what, "asked"] += asked.total()
        self.counts[what, "given"] += given.total()
        self.counts[what, "hit"] += hits.total()
        if asked != given:
            self.notes.append(f"{what}: {note} asked {sorted(asked - hits)} given {sorted(given - hits)}")


def score(answer, got, text):
    """The Score of a reading (as ``to_json`` gives it) of ``text`` beside its answer."""
    result = Score()
    for name in HEAD:
        asked, given = answer.get(name), got.get(name)
        result.note("head", is_right=_is_same(name, asked, given), note=f"{name} {asked!r}, not {given!r}")
    result.compare("references", map(number_of, answer["references"]), map(number_of, got["citations"]))
    if "recipients" in answer:
        result.compare("recipients", map(bare, answer["recipients"]), map(bare, got["recipients"]))
    _score_provisions(result, answer, got)
    result.invented += invented(got, text)
    return result


def _is_same(name, asked, given):
    if name == "number":
        return number_of(asked) == number_of(given)
    a, b = bare(asked), bare(given)
    if name == "subject" and a and b:  # the name of the type may stand before it
        return (a in b or b in a) and len(b) > 0.6 * len(a)
    return a == b


def _score_provisions(result, answer, got):
    asked = [*answer["provisions"], *({**one, "label": None} for one in answer["unnumbered"])]
    labels = {one["label"] for one in asked}
    given = [one for one in got["provisions"] if one["label"] in labels or not SECTION.fullmatch(one["label"])]
    pairs = list(matched(asked, given))
    result.counts["provisions", "asked"] += len(asked)
    result.counts["provisions", "given"] += len(given)
    result.counts["provisions", "hit"] += len(pairs)
    found = {id(one) for pair in pairs for one in pair}
    result.notes += [f"provisions: missed {one['label']} {one['starts']}" for one in asked if id(one) not in found]
    result.notes += [f"provisions: too many {one['label']} {one['text'][:60]}" for one in given if id(one) not in found]
    for one, other in pairs:
        _score_pair(result, one, other)


def matched(asked, given):
    """Pairs of the asked and the given that begin alike: first those with the same label, then the rest in their order."""
    left = list(given)

    def begins(one, other):
        return bare(other["text"]).startswith(bare(one["starts"])[:STARTS])

    waiting = []
    for one in asked:
        same = next((other for other in left if other["label"] == one["label"] and begins(one, other)), None)
        if same is None:
            waiting.append(one)
        else:
            left.remove(same)
            yield one, same
    for one in waiting:
        other = next((other for other in left if begins(one, other)), None)
        if other is not None:
            left.remove(other)
            yield one, other


def _score_pair(result, one, other):
    at = one["label"] or other["label"]
    if one["label"] is not None:
        result.note("labels", is_right=one["label"] == other["label"], note=f"{one['label']}, not {other['label']}")
    is_right = (one["kind"] in ORDERS) == (other["kind"] in ORDERS)
    result.note("kinds", is_right=is_right, note=f"{at} {one['kind']}, not {other['kind']}: {one['starts']}")
    if "deadlines" in one:
        asked, given = ([(each["date"] or "", each["rhythm"] or "") for each in side["deadlines"]] for side in (one, other))
        words = [each["text"] for each in other["deadlines"]]
        result.note("deadlines", is_right=Counter(asked) == Counter(given), note=f"{at} {asked}, not {given} {words}")
    if "addressees" in one:
        asked, given = ({piece for each in side["addressees"] for piece in pieces(each["text"])} for side in (one, other))
        result.compare("addressees", asked, given, note=at)
        parts = {bare(each["text"]): each["part"] for each in other["addressees"]}
        for each in one["addressees"]:
            if each["part"] and bare(each["text"]) in parts:
                part = parts[bare(each["text"])]
                result.note("parts", is_right=part == each["part"], note=f"{at} {each['text']} {each['part']}, not {part}")
    if "obligations" in one:
        given = [bare(each["text"]) for each in other.get("obligations", ())]
        is_right = len(given) == len(one["obligations"])
        result.note("obligations", is_right=is_right, note=f"{at} {len(one['obligations'])}, not {len(given)}")


def pieces(words):
    """The bodies of a list of bodies, however many were quoted as one."""
    return [bare(piece) for piece in re.split(r"[,;]|\svà\s", words) if bare(piece)]


def invented(got, text):
    """Whatever was quoted and does not stand in the text. Issuer and subject may be put together from the lines of a column."""
    body = without_pages(text)
    quotes = [got.get(name) for name in ("number", "signer")] + list(got["recipients"]) + list(got["citations"])
    for one in (*got["provisions"], *got["findings"]):
        quotes.append(one["text"])
        for name in ("addressees", "deadlines", "obligations"):
            quotes += [each["text"] for each in one.get(name, ())]
    return [words for words in quotes if words and bare(words) not in body]
