"""What the office's book says of a deed: refused and why, or done and how the work stands after it. By the README's table alone."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from tests.tasks.life_model import ABOUT, CORRECTED, LAPSING, TABLE, Request
from tests.tasks.life_people import above, works_in
from tests.tasks.life_rights import may, may_decide

DENIED, CONFLICT, STATE, INVALID = "PermissionDenied", "Conflict", "WrongState", "ValidationError"
NO_WORDS_NEEDED = ("receive", "verify", "add", "grant", "confirm", "hand", "take_over")


class Invalid(Exception):
    """What was filled in cannot be taken."""


def need(condition):
    if not condition:
        raise Invalid


def says_percent(work, verb):
    """A percent is typed in news, and only where there is no target to compute it from."""
    return verb == "log" and not work.job.target


def measured(work, deed, instead_of=None):
    """Value, whole and percent after a report. ``instead_of``: the deed that it corrects, whose figure is taken out of a sum."""
    job, stand, after = work.job, work.stand, {}
    if deed.figure is not None:
        need(job.counts and deed.figure >= 0)
        need(not job.is_share or (deed.out_of and deed.figure <= deed.out_of))
        before = (stand.value or 0) - (instead_of.figure or 0 if instead_of else 0)
        after = {"value": before + deed.figure} if job.adds_up else {"value": deed.figure}
        if job.is_share:
            after["out_of"] = deed.out_of
        if job.target:
            whole = job.target * (Fraction(after["out_of"], 100) if job.is_share else 1)
            after["percent"] = min(100, int(100 * after["value"] / whole))
    if deed.percent is not None:
        need(0 <= deed.percent <= 100)
        after["percent"] = deed.percent
    return after


def corrected(work, deed):
    """What of the standing a correction moves: only what no later line set; a sum by the difference, whatever came later."""
    line = work.line(deed.about)
    was = work.restated(line)
    need(any(getattr(was, name) != getattr(deed, name) for name in ("text", "figure", "out_of", "percent", "happened_on")))
    need(deed.figure is not None or was.figure is None)  # a figure is corrected by another figure
    after = measured(work, deed, instead_of=was)
    later = [one for one in work.lines[line.number :] if one.verb in CORRECTED]

    def is_said_later(name):
        return any(getattr(words.deed, name) is not None for one in later for words in (one, *work.about(one.number, "correct")))

    if not work.job.adds_up and is_said_later("figure"):
        after = {name: value for name, value in after.items() if name == "percent" and not work.job.target}
    if not work.job.target and (is_said_later("percent") or any(one.verb == "submit" for one in later)):
        after.pop("percent", None)
    if line.verb == "submit" and work.stand.done_on and not any(one.verb == "submit" for one in later):
        after["done_on"] = deed.happened_on
    return after


def of_the_committee(unit):
    return "committee" in above(unit) and unit != "committee"


@dataclass
class Book:
    """All work, the keys of the forms that arrived, and the last sealed day."""

    works: dict = field(default_factory=dict)
    keys: dict = field(default_factory=dict)
    sealed: date | None = None

    def recorded_at(self, deed):
        """No earlier than the line before it, and never in a sealed day."""
        instants = [deed.now, self.works[deed.work].lines[-1].recorded_at]
        if self.sealed:
            instants.append(datetime.combine(self.sealed + timedelta(days=1), time(), deed.now.tzinfo))
        return max(instants)

    def answer(self, deed):
        """A refusal by its name; or the number of the line that stands for the deed, after writing it where it is new."""
        work = self.works[deed.work]
        if deed.verb in ABOUT and not work.meant(deed):
            return INVALID  # it is about nothing that is there
        if deed.key in self.keys:
            by, name, number = self.keys[deed.key]
            return number if (by, name) == (deed.by, deed.work) else DENIED
        at = self.recorded_at(deed)
        if not may(work, deed, at.date()):
            return DENIED
        if deed.seen != work.number:
            return CONFLICT
        before, to = TABLE[deed.verb]
        if work.stand.state not in before or (deed.verb in ("grant", "refuse") and not work.request):
            return STATE
        about = work.meant(deed).verb if deed.verb == "correct" else deed.verb
        deed = replace(deed, percent=deed.percent if says_percent(work, about) else None)
        try:
            need(deed.happened_on is None or work.started_on <= deed.happened_on <= at.date())
            need(deed.text or deed.verb in NO_WORDS_NEEDED)
            after = getattr(self, f"do_{deed.verb}", lambda *_: {})(work, deed, at.date())
        except Invalid:
            return INVALID
        if deed.verb in LAPSING and work.request:
            work.request.decided, work.request.outcome = work.number + 1, "lapsed"
        self.keys[deed.key] = (deed.by, deed.work, work.number + 1)
        work.write(deed, at, **({"state": to} if to else {}), **after)
        return work.number

    def do_log(self, work, deed, today):
        return {"state": "submitted" if work.stand.state == "submitted" else "in_progress", **measured(work, deed)}

    def do_submit(self, work, deed, today):
        need(not work.job.needs_evidence or deed.paper or work.papers())
        need(all(part.done_on for part in work.parts.values() if part.required))
        return {"done_on": deed.happened_on, **measured(work, deed), **({} if work.job.target else {"percent": 100})}

    def do_verify(self, work, deed, today):
        return {"settled_on": today}

    def do_withdraw(self, work, deed, today):
        return {"settled_on": today}

    def do_send_back(self, work, deed, today):
        return {"done_on": None}

    def do_add(self, work, deed, today):
        need(deed.text or deed.paper)
        return {"settled_on": None}

    def do_reopen(self, work, deed, today):
        return {"settled_on": None, "done_on": None}

    def do_ask_time(self, work, deed, today):
        due_on = work.stand.due_on
        need(due_on and not work.request and deed.day > due_on and deed.day >= today)
        work.requests.append(Request(work.number + 1, due_on, deed.day))
        return {}

    def do_grant(self, work, deed, today):
        request = work.request
        need(deed.day >= today and deed.day > request.due_before)
        need(may_decide(work, deed.by, today, deed.day))
        request.outcome, request.decided, request.granted_on = "granted", work.number + 1, deed.day
        return {"due_on": deed.day}

    def do_refuse(self, work, deed, today):
        request = work.request
        request.outcome, request.decided = "refused", work.number + 1
        return {}

    def do_reschedule(self, work, deed, today):
        need(deed.day >= work.started_on and deed.day != work.stand.due_on)
        return {"due_on": deed.day}

    def do_remark(self, work, deed, today):
        need(deed.day is None or deed.day >= today)
        return {}

    def do_confirm(self, work, deed, today):
        need(work.line(deed.about).behalf == work.stand.unit and not work.about(deed.about, "confirm", "object"))
        return {}

    do_object = do_confirm

    def do_hand(self, work, deed, today):
        post = deed.post
        need(post != work.stand.post)
        need(post is None or (post.holds(today) and post.unit == work.stand.unit and works_in(post.person, post.unit, today)))
        return {"post": post}

    def do_reassign(self, work, deed, today):
        post, unit = deed.post, deed.unit
        if work.job.of_persons:
            need(post and not unit and post != work.stand.post and post.holds(today) and "committee" in above(post.unit))
            return {"unit": post.unit, "post": post}
        need(unit and not post and unit != work.stand.unit and of_the_committee(unit))
        return {"unit": unit, "post": None}

    def do_correct(self, work, deed, today):
        return corrected(work, deed)

    def do_retract(self, work, deed, today):
        need(deed.paper in work.papers())
        return {}

    def do_support(self, work, deed, today):
        return self.part_after(work, deed, done_on=deed.happened_on if deed.is_done else None)

    def do_return_part(self, work, deed, today):
        need(work.parts[deed.part].done_on)
        return self.part_after(work, deed, done_on=None)

    def do_pass_part(self, work, deed, today):
        need(work.parts[deed.part].unit != deed.unit and of_the_committee(deed.unit))
        return self.part_after(work, deed, unit=deed.unit)

    def part_after(self, work, deed, **after):
        part = work.parts[deed.part] = replace(work.parts[deed.part], **after)
        return {"part": (deed.part, part.unit, part.done_on)}
