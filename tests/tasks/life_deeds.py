"""What may come to anybody's mind: mostly what fits, often what does not, now and then a form that went wrong."""

from dataclasses import dataclass, replace
from datetime import timedelta

from tests.tasks.life_model import CORRECTED, TABLE, Deed
from tests.tasks.life_people import ALWAYS, PARENT, PEOPLE, POSTS, counts
from tests.tasks.life_rights import FOR_A_UNIT, may

ONE_DAY = timedelta(days=1)
OFTEN = {"log": 6, "submit": 4, "verify": 6, "send_back": 4, "add": 6, "reopen": 4, "correct": 5, "ask_time": 5, "grant": 4, "support": 3}
OFTEN |= {"confirm": 2, "object": 2, "refuse": 2, "retract": 3, "reassign": 2, "return_part": 3, "insist": 3, "hand": 2}
SELDOM = {"withdraw": 0.4}
# what a run is mostly about: one assignment that it surely touches, and the deeds that come to mind more often
MOODS = {
    "the whole way": ("evidence:tuyen_giao", ("submit", "verify", "send_back")),
    "sums": ("count:binh_minh", ("log", "log", "correct", "correct", "submit")),
    "shares": ("share:phu_nu", ("log", "log", "correct", "correct")),
    "rates": ("rate:chau_o", ("log", "log", "correct", "correct", "send_back")),
    "percent": ("plain:chau_o", ("log", "log", "correct", "correct", "retract")),
    "time": ("plain:chau_o", ("ask_time", "ask_time", "grant", "refuse", "reschedule")),
    "time of the office": ("plain:van_phong", ("ask_time", "ask_time", "grant", "refuse")),
    "words": ("share:phu_nu", ("urge", "remark", "answer", "confirm", "object", "log")),
    "hands": ("count:binh_minh", ("hand", "take_over", "reassign", "decline", "insist")),
    "persons": ("persons:women_member", ("reassign", "submit", "log", "confirm")),
    "support": ("supported:binh_minh", ("support", "support", "support", "return_part", "pass_part", "confirm")),
    "again and again": ("plain:chau_o", ("submit", "verify", "add", "reopen", "send_back")),
}
TWO_HATS = [person for person in PEOPLE if [post.person for post in POSTS].count(person) > 1]
PASSING_BY = [post.person for post in POSTS if post.until or post.since > ALWAYS]
SUPPORTED = ("support", "return_part", "pass_part")
UNITS = [unit for unit in PARENT if unit != "committee"]


@dataclass
class Mind:
    """Thinks of the next deed. ``lot``: a source of chance; ``sent``: the forms that were sent so far; ``mood``: what the run is about."""

    book: object
    lot: object
    sent: list
    mood: str

    def one_in(self, n):
        return self.lot.randrange(n) == 0

    def next(self, focus, clock):
        if self.sent and self.one_in(20):
            return replace(self.lot.choice(self.sent), now=clock)  # the same form again
        work = self.book.works[self.lot.choice(focus)]
        deed = self.fill_in(work, self.verb_for(work), clock)
        deed = replace(deed, by=self.person_for(work, deed, clock))
        if self.one_in(12):
            deed = replace(deed, now=clock - timedelta(hours=self.lot.choice([1, 5, 30, 30])))  # a clock that was set back
        return self.gone_wrong(work, deed) if self.one_in(6) else deed

    def verb_for(self, work):
        if self.one_in(12):
            return self.lot.choice(list(TABLE))
        fitting = [verb for verb, (before, _) in TABLE.items() if work.stand.state in before]
        verbs = [line.verb for line in work.lines]
        idle = {
            *(SUPPORTED if not work.parts else ()),
            *(["return_part"] if not any(part.done_on for part in work.parts.values()) else ()),
            *(("grant", "refuse") if not work.request else ("ask_time",)),
            *(["answer"] if not {"remark", "urge"}.intersection(verbs) else ()),
            *(("confirm", "object") if not any(line.behalf for line in work.lines) else ()),
            *(["correct"] if not set(CORRECTED).intersection(verbs) else ()),
            *(["retract"] if not work.papers() else ()),
        }
        fitting = [verb for verb in fitting if verb not in idle] or list(TABLE)
        more = [6 * MOODS[self.mood][1].count(verb) for verb in fitting]
        return self.lot.choices(fitting, [n + OFTEN.get(verb, SELDOM.get(verb, 1)) for n, verb in zip(more, fitting, strict=True)])[0]

    def person_for(self, work, deed, clock):
        if deed.verb in ("reassign", "pass_part") and self.one_in(6):
            return None
        able = [person for person in PEOPLE if may(work, replace(deed, by=person), clock.date())]
        near = [person for person in PEOPLE if counts(person, "office", "board", "leader", on=clock.date())]
        others = self.lot.choice([PEOPLE, PASSING_BY, TWO_HATS, near])
        return self.lot.choice(able if able and not self.one_in(5) else others)

    def fill_in(self, work, verb, clock):
        """A form filled in as it should be, as far as one can tell before knowing who sends it."""
        lot, today = self.lot, clock.date()
        deed = Deed(work.name, verb, None, clock, work.number, lot.getrandbits(100), text=f"Về việc {lot.randrange(1000)}.")
        if verb in FOR_A_UNIT and self.one_in(3):
            deed = replace(deed, behalf=work.stand.unit)
        if verb in ("log", "submit", "add", "correct", "support"):
            deed = replace(deed, happened_on=max(work.started_on, today - ONE_DAY * lot.choice([0, 0, 1, 4, 12])))
        if verb in ("log", "submit", "add", "support") and self.one_in(3):
            deed = replace(deed, paper=f"{lot.getrandbits(40)}-BC/ĐU")
        if verb in ("log", "submit"):
            deed = replace(deed, **self.figures(work))
        if verb in ("ask_time", "grant", "reschedule", "remark"):
            deed = replace(deed, day=self.day_for(work, verb, today))
        if verb in ("answer", "confirm", "object", "correct", "retract"):
            deed = self.about(work, deed)
        if verb in SUPPORTED and work.parts:
            deed = replace(deed, part=lot.choice(list(work.parts)))
            if verb == "support":
                deed = replace(deed, is_done=not self.one_in(3), behalf=deed.behalf and work.parts[deed.part].unit)
        if verb in ("reassign", "pass_part", "hand"):
            deed = self.passed(work, deed)
        return (
            replace(deed, text="") if verb in ("receive", "take_over") or (verb in ("add", "grant", "verify") and self.one_in(2)) else deed
        )

    def figures(self, work):
        percent = None if self.one_in(2) else self.lot.randrange(101)
        if not work.job.counts or self.one_in(3):
            return {"percent": percent}
        figure = self.lot.choice([0, 1, 1, 2, 3, 7])
        return {"figure": figure, "out_of": figure + self.lot.randrange(6) if work.job.is_share else None, "percent": percent}

    def day_for(self, work, verb, today):
        if verb == "remark" and self.one_in(2):
            return None
        if verb == "grant" and work.request and self.one_in(2):
            return work.request.wanted_on
        base = work.stand.due_on or today
        return (max(base, today) if not self.one_in(5) else base) + ONE_DAY * self.lot.choice([-3, 0, 1, 3, 9, 13, 14, 15, 16, 17, 40])

    def about(self, work, deed):
        """A line that the form may be about; most often one that fits."""
        kinds = {"answer": ("remark", "urge"), "correct": CORRECTED}.get(deed.verb)
        if deed.verb == "retract":
            return replace(deed, paper=self.lot.choice([*work.papers()] or [""]))
        fitting = [line for line in work.lines if (line.verb in kinds if kinds else line.behalf)] or work.lines
        line = self.lot.choice(fitting if not self.one_in(8) else work.lines)
        deed = replace(deed, about=line.number)
        if deed.verb == "correct" and line.deed:
            was = work.restated(line)
            deed = replace(deed, percent=was.percent, figure=was.figure, out_of=was.out_of)
            if self.one_in(2):
                deed = replace(deed, happened_on=was.happened_on or deed.happened_on)
            if self.one_in(6):
                return replace(deed, text=was.text)
            if was.figure is not None and self.one_in(2):
                figure = self.lot.randrange(8)
                deed = replace(deed, figure=figure, out_of=figure + 2 if work.job.is_share else None)
            if was.percent is not None and self.one_in(2):
                deed = replace(deed, percent=self.lot.randrange(101))
        return deed

    def passed(self, work, deed):
        if deed.verb == "hand":
            own = [post for post in POSTS if post.unit == work.stand.unit]
            return replace(deed, post=self.lot.choice([None, *own, *own, self.lot.choice(POSTS)]))
        if deed.verb == "reassign" and work.job.of_persons and not self.one_in(8):
            return replace(deed, post=self.lot.choice(POSTS))
        return replace(deed, unit=self.lot.choice(UNITS))

    def gone_wrong(self, work, deed):
        """A form that was too old, sent twice, meant for another, or filled in wrongly."""
        lot = self.lot
        others = [one.key for one in self.sent if one.by != deed.by]
        elsewhere = [one.key for one in self.sent if one.by == deed.by and one.work != deed.work]
        wrong = [
            {"seen": deed.seen - 1},
            {"seen": deed.seen - 1},
            {"seen": deed.seen + 1},
            {"key": lot.choice(others or [deed.key])},
            {"key": lot.choice(elsewhere or [deed.key])},
            {"text": ""},
        ]
        if deed.happened_on:
            wrong += [{"happened_on": deed.now.date() + ONE_DAY}, {"happened_on": work.started_on - ONE_DAY}]
        if deed.verb in FOR_A_UNIT:
            offices = [person for person in PEOPLE if counts(person, "office", on=deed.now.date())]
            wrong += [{"behalf": lot.choice(UNITS)}, {"behalf": lot.choice(UNITS), "by": lot.choice(offices)}]
        if deed.about:
            wrong += [{"about": number} for number in (0, work.number + 1, 1)]
        if deed.part:
            wrong += [{"part": "nobody"}, {"part": "nobody", "by": lot.choice(PEOPLE)}]
        if deed.verb == "retract":
            wrong += [{"paper": "never brought"}]
        if deed.verb in ("log", "submit", "correct"):
            wrong += [
                {"percent": 101},
                {"figure": -1},
                {"figure": 3, "out_of": None},
                {"figure": 3, "out_of": 2},
                {"figure": 0, "out_of": 0},
            ]
        return replace(deed, **lot.choice(wrong))
