"""Who may do what, see what and verify what, by the README's table: asked of the model, never of the code."""

from tests.tasks.life_model import ABOUT, AUTHORING
from tests.tasks.life_people import PEOPLE, SUPERVISING, above, counts, posts_of, related, working_days_between, works_in

FOR_A_UNIT = ("log", "submit", "answer", "support")
OF_THE_UNIT = ("receive", "decline", "log", "add", "ask_time", "answer", "confirm", "object")
OF_ITS_HEAD = ("submit", "hand")
OF_THE_OFFICE = ("insist", "reschedule", "urge", "reassign", "withdraw", "return_part", "pass_part")


def is_theirs(work, person, on, roles=("head", "member")):
    """Whether it is their work: their unit's; a duty of persons is its holder's alone."""
    if work.job.of_persons:
        post = work.stand.post
        return post.person == person and post.holds(on)
    return works_in(person, work.stand.unit, on, roles)


def verifiers(work, on):
    """Who may verify it or send it back: the board that supervises it, else the office, for the office's own the board; else leaders."""
    unit = work.stand.unit
    if not related(unit, SUPERVISING):
        named = [person for person in PEOPLE if works_in(person, SUPERVISING, on, ["board"])]
    else:
        named = [person for person in PEOPLE if counts(person, "board" if unit == "van_phong" else "office", on=on)]
    wrote = {line.by for line in work.told() if line.verb in AUTHORING}

    def free(people):
        return {person for person in people if person not in wrote and all(post.unit != unit for post in posts_of(person, on))}

    return free(named) or free(person for person in PEOPLE if counts(person, "leader", on=on))


def needs_leader(work, day):
    """Whether a leader decides on this day rather than the office: over 10 working days, a second time, or the office's own work."""
    request = work.request
    again = any(one.outcome == "granted" for one in work.requests)
    return again or work.stand.unit == "van_phong" or working_days_between(request.due_before, day) > 10


def may_decide(work, person, on, day=None):
    """Who decides on the open request, or on giving time until another day than was asked for; nobody on their own unit's."""
    if not work.request:
        return counts(person, "office", "leader", on=on)
    if is_theirs(work, person, on):
        return False
    days = [work.request.wanted_on, *([day] if day else [])]
    return counts(person, "leader" if any(needs_leader(work, one) for one in days) else "office", on=on)


def may_restate(work, line, person, on):
    """A line is its author's to correct, the office's where it wrote for a unit."""
    if line.behalf:
        return counts(person, "office", on=on)
    if line.verb == "support":
        return line.by == person and works_in(person, work.parts[line.part[0]].unit, on)
    return line.by == person and is_theirs(work, person, on)


def may_take_over(work, person, on):
    """A head whose appointment began after the work was given."""
    given = work.lines[0].recorded_at.date()
    heads = (post for post in posts_of(person, on) if post.unit == work.stand.unit and post.role == "head")
    return not work.job.of_persons and any(post.since > given for post in heads)


def may(work, deed, on):
    """Whether the appointments of that day allow the deed. The state is another question."""
    verb, person, part = deed.verb, deed.by, work.parts.get(deed.part)
    if verb in ABOUT and not work.meant(deed):
        return False
    if person is None:
        return verb in ("reassign", "pass_part")
    if deed.behalf:
        whose = part.unit if verb == "support" else work.stand.unit
        return verb in FOR_A_UNIT and counts(person, "office", on=on) and deed.behalf == whose
    if verb in ("verify", "send_back"):
        return person in verifiers(work, on)
    if verb == "reopen":
        return counts(person, "board", "leader", on=on)
    if verb == "remark":
        return counts(person, "leader", on=on)
    if verb in ("grant", "refuse"):
        return may_decide(work, person, on)
    if verb == "support":
        return works_in(person, part.unit, on)
    if verb in ("correct", "retract"):
        return may_restate(work, work.meant(deed), person, on)
    if verb == "take_over":
        return may_take_over(work, person, on)
    if verb == "hand" and work.job.of_persons:
        return False
    return (
        (verb in OF_THE_UNIT and is_theirs(work, person, on))
        or (verb in (*OF_ITS_HEAD, "return_part") and is_theirs(work, person, on, ["head"]))
        or (verb in OF_THE_OFFICE and counts(person, "office", on=on))
        or (verb == "urge" and counts(person, "board", on=on))
    )


def sees(work, person, on):
    """Office, board, leaders and inspectors: all of the committee's. Others: their unit's or a sub-unit's, what they support, what is theirs."""
    if counts(person, "office", "board", "leader", "inspector", on=on):
        return True
    mine = {post.unit for post in posts_of(person, on) if post.role in ("head", "member")}
    units = [work.stand.unit, *(part.unit for part in work.parts.values())]
    own = work.stand.post and work.stand.post.person == person and work.stand.post.holds(on)
    return bool(own) or any(mine.intersection(above(unit)) for unit in units)


def handed_over(work, person, on):
    """The last line up to which they keep reading what their units, or they themselves, had and passed on; None where there is none."""
    if sees(work, person, on):
        return None
    mine = {post.unit for post in posts_of(person, on) if post.role in ("head", "member")}

    def was_theirs(line):
        post = line.stand.post
        return mine.intersection(above(line.stand.unit)) or (post and post.person == person and post.holds(on))

    return next((line.number for line in reversed(work.lines) if was_theirs(line)), None)
