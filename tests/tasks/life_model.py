"""What becomes of an assignment, by the table in the README alone: plain Python that knows neither Django nor the code of the verbs."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from tests.tasks.life_people import Post

OPEN = ("assigned", "in_progress")
UNSETTLED = (*OPEN, "submitted", "declined")
NOT_WITHDRAWN = (*UNSETTLED, "verified")
TOLD = (*OPEN, "submitted")
# verb: from which states, to which (None: unchanged)
TABLE = {
    "receive": (("assigned",), "in_progress"),
    "decline": (("assigned",), "declined"),
    "insist": (("declined",), "assigned"),
    "log": (TOLD, None),
    "submit": (OPEN, "submitted"),
    "verify": (("submitted",), "verified"),
    "send_back": (("submitted",), "in_progress"),
    "add": (("verified",), "submitted"),
    "reopen": (("verified",), "in_progress"),
    "ask_time": (OPEN, None),
    "grant": (OPEN, None),
    "refuse": (OPEN, None),
    "reschedule": (OPEN, None),
    "urge": (OPEN, None),
    "remark": (NOT_WITHDRAWN, None),
    "answer": (NOT_WITHDRAWN, None),
    "confirm": (NOT_WITHDRAWN, None),
    "object": (NOT_WITHDRAWN, None),
    "hand": (OPEN, None),
    "take_over": (OPEN, None),
    "reassign": ((*OPEN, "declined"), "assigned"),
    "withdraw": (UNSETTLED, "withdrawn"),
    "correct": (("in_progress", "submitted"), None),
    "retract": (("in_progress", "submitted"), None),
    "support": (TOLD, None),
    "return_part": (OPEN, None),
    "pass_part": (UNSETTLED, None),
}
AUTHORING = ("log", "submit", "add", "correct", "support")
RETURNING = ("send_back", "reopen")
CORRECTED = ("log", "submit", "add")
ABOUT = ("answer", "confirm", "object", "correct", "retract", "support", "return_part", "pass_part")
LAPSING = ("submit", "decline", "reschedule", "reassign", "withdraw")


@dataclass(frozen=True)
class Job:
    """What a task asks for, as far as the verbs look at it."""

    counts: bool = False
    is_share: bool = False
    adds_up: bool = False
    target: int | None = None
    needs_evidence: bool = False
    of_persons: bool = False


@dataclass(frozen=True)
class Stand:
    """The nine that an entry keeps."""

    unit: str
    post: Post | None
    due_on: date | None
    state: str = "assigned"
    percent: int = 0
    value: int | None = None
    out_of: int | None = None
    done_on: date | None = None
    settled_on: date | None = None


@dataclass(frozen=True)
class Deed:
    """One form, filled in by somebody: what the page sends to a verb. ``by`` None: the clock."""

    work: str
    verb: str
    by: str | None
    now: datetime
    seen: int
    key: int
    behalf: str | None = None
    happened_on: date | None = None
    text: str = ""
    percent: int | None = None
    figure: int | None = None
    out_of: int | None = None
    paper: str = ""
    about: int | None = None
    day: date | None = None  # asked for, granted, set, wanted
    post: Post | None = None
    unit: str | None = None
    part: str | None = None  # the unit it was opened for; one that nobody has: no such part
    is_done: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the log, and how the work stands after it."""

    number: int
    verb: str
    by: str | None
    recorded_at: datetime
    stand: Stand
    deed: Deed | None = None
    part: tuple | None = None  # (opened for, whose after it, done on after it)
    behalf: str | None = None  # the unit for which the office wrote; a correction writes for the same
    about: int | None = None  # the line that it answers, decides or corrects


@dataclass
class Request:
    """A request for time, and what became of it."""

    asked: int
    due_before: date
    wanted_on: date
    outcome: str = "pending"
    decided: int | None = None
    granted_on: date | None = None


@dataclass
class Share:
    """What a supporting unit owes."""

    unit: str
    required: bool = False
    done_on: date | None = None


@dataclass
class Work:
    """An assignment with its log."""

    name: str
    job: Job
    started_on: date
    lines: list = field(default_factory=list)
    requests: list = field(default_factory=list)
    parts: dict = field(default_factory=dict)

    @property
    def stand(self):
        return self.lines[-1].stand

    @property
    def number(self):
        return len(self.lines)

    @property
    def request(self):
        """The open request for time."""
        return next((one for one in self.requests if one.outcome == "pending"), None)

    def line(self, number):
        return self.lines[number - 1] if number and 0 < number <= len(self.lines) else None

    def told(self):
        """Lines since the work was last sent back or opened again."""
        last = max((line.number for line in self.lines if line.verb in RETURNING), default=0)
        return self.lines[last:]

    def about(self, number, *verbs):
        return [line for line in self.lines if line.deed and line.deed.about == number and line.verb in verbs]

    def restated(self, line):
        """What a line should say: itself, or its last correction."""
        return ([line, *self.about(line.number, "correct")])[-1].deed

    def brought(self):
        """The papers of the log, each with the line that brought it."""
        return {line.deed.paper: line for line in self.lines if line.deed and line.verb != "retract" and line.deed.paper}

    def papers(self):
        """Those that still stand."""
        taken = {line.deed.paper for line in self.lines if line.verb == "retract"}
        return {paper: line for paper, line in self.brought().items() if paper not in taken}

    def meant(self, deed):
        """The line, or part, that a form is about; None where it is about nothing that is there."""
        if deed.verb == "retract":
            return self.brought().get(deed.paper)
        if deed.verb in ("support", "return_part", "pass_part"):
            return self.parts.get(deed.part)
        line = self.line(deed.about)
        fits = {
            "answer": lambda: line.verb in ("remark", "urge"),
            "correct": lambda: line.verb in CORRECTED,
            "confirm": lambda: True,
            "object": lambda: True,
        }[deed.verb]
        return line if line and fits() else None

    def as_of(self, instant):
        return next((line for line in reversed(self.lines) if line.recorded_at <= instant), None)

    def write(self, deed, recorded_at, **after):
        """One more line; ``after``: what changes of the standing, and ``part``."""
        part, behalf, about = after.pop("part", None), deed.behalf, deed.about
        if deed.verb in ("correct", "retract"):
            behalf, about = self.meant(deed).behalf, self.meant(deed).number
        if deed.verb in ("grant", "refuse"):
            about = next(one.asked for one in self.requests if one.decided == self.number + 1)
        stand = replace(self.stand, **after)
        self.lines.append(Line(self.number + 1, deed.verb, deed.by, recorded_at, stand, deed, part, behalf, about))
