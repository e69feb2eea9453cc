"""State × verb × role, all cells: what is allowed changes the state and writes one entry, everything else is refused and changes nothing."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tasks.models import Addressee, Assignment, Paper
from tasks.models.log import Conflict, WrongState
from tasks.models.table import FROM
from tests.office import at, say
from tests.rights.rows import difference, snapshot

pytestmark = pytest.mark.django_db

STATES = ["assigned", "in_progress", "submitted", "verified", "declined", "withdrawn"]
PEOPLE = ["office", "board", "leader", "head", "member", "other", "women", "inspector"]

# For each verb: who may (of PEOPLE, besides who writes on behalf), and {state: state after}. 'women' supports the work, 'other' has none of it.
UNIT, HEAD = ["head", "member"], ["head"]
CELLS = {
    "receive": (UNIT, {"assigned": "in_progress"}),
    "decline": (UNIT, {"assigned": "declined"}),
    "insist": (["office"], {"declined": "assigned"}),
    "log": (UNIT, {"assigned": "in_progress", "in_progress": "in_progress", "submitted": "submitted"}),
    "submit": (HEAD, {"assigned": "submitted", "in_progress": "submitted"}),
    "verify": (["board"], {"submitted": "verified"}),
    "send_back": (["board"], {"submitted": "in_progress"}),
    "add": (UNIT, {"verified": "submitted"}),
    "reopen": (["board", "leader"], {"verified": "in_progress"}),
    "ask_time": (UNIT, {"assigned": "assigned", "in_progress": "in_progress"}),
    "grant": (["office"], {"assigned": "assigned", "in_progress": "in_progress"}),
    "refuse": (["office"], {"assigned": "assigned", "in_progress": "in_progress"}),
    "reschedule": (["office"], {"assigned": "assigned", "in_progress": "in_progress"}),
    "urge": (["office", "board"], {"assigned": "assigned", "in_progress": "in_progress"}),
    "remark": (["leader"], {state: state for state in STATES[:5]}),
    "answer": (UNIT, {state: state for state in STATES[:5]}),
    "confirm": (UNIT, {state: state for state in STATES[:5]}),
    "object": (UNIT, {state: state for state in STATES[:5]}),
    "hand": (HEAD, {"assigned": "assigned", "in_progress": "in_progress"}),
    "take_over": ([], {"assigned": "assigned", "in_progress": "in_progress"}),
    "reassign": (["office"], {"assigned": "assigned", "in_progress": "assigned", "declined": "assigned"}),
    "withdraw": (["office"], dict.fromkeys(["assigned", "in_progress", "submitted", "declined"], "withdrawn")),
    "correct": (["member"], {"in_progress": "in_progress", "submitted": "submitted"}),
    "retract": (["member"], {"in_progress": "in_progress", "submitted": "submitted"}),
    "support": (["women"], {state: state for state in ["assigned", "in_progress", "submitted"]}),
    "return_part": (["head", "office"], {"assigned": "assigned", "in_progress": "in_progress"}),
    "pass_part": (["office"], {state: state for state in ["assigned", "in_progress", "submitted", "declined"]}),
}
ON_BEHALF = {"log", "submit", "answer", "support"}


def test_the_table_has_every_verb():
    assert set(CELLS) == set(FROM)


@pytest.fixture
def row(office):
    """Work of Châu Ổ, supported by the women's union, with an entry of each kind that other verbs speak of; just assigned."""
    task = office.task(units=["chau_o"])
    Addressee.objects.create(task=task, unit=office.phu_nu, part="support")
    row = office.assign(task)[0]
    say(row, "log", office.member, "2024-04-02", evidence=[Paper("12-BC/ĐU")])
    say(row, "log", office.office, "2024-04-02", on_behalf_of=office.chau_o, channel="telephone")
    say(row, "remark", office.leader, "2024-04-02", text="Vì sao?")
    return row


def bring(office, row, state, verb):
    """To that state; with a request that is open for what decides on one, and a part that was reported done for what returns it."""
    if state in ("assigned", "declined"):
        row.reassign(by=office.office, unit=office.binh_minh, text="x", seen=row.number, key=uuid.uuid4(), now=at("2024-04-03"))
        say(row, "reassign", office.office, "2024-04-03", unit=office.chau_o, text="x")
    if verb == "return_part" and state not in ("verified", "declined", "withdrawn"):
        say(row, "support", office.women, "2024-04-03", part=row.parts.get().pk, text="x", happened_on=date(2024, 4, 3), is_done=True)
    if verb in ("grant", "refuse") and state in ("assigned", "in_progress"):
        say(row, "ask_time", office.head, "2024-04-03", text="x", wanted_on=date(2024, 6, 25))
    if state == "declined":
        say(row, "decline", office.head, "2024-04-04", text="x")
    if state in ("submitted", "verified"):
        say(row, "submit", office.head, "2024-04-04")
    if state == "verified":
        say(row, "verify", office.board_two, "2024-04-05")
    if state == "withdrawn":
        say(row, "withdraw", office.office, "2024-04-05")
    row.refresh_from_db()
    assert row.state == state


def said(office, row, verb):
    """The verb's own arguments, all of them right."""
    day, paper = date(2024, 4, 9), row.entries.get(number=2).evidence.get()
    written = {"text": "Đã làm.", "happened_on": day}
    return {
        "receive": {}, "take_over": {}, "log": written, "submit": written, "add": written,
        "ask_time": {"text": "x", "wanted_on": date(2024, 6, 25)}, "grant": {"due_on": date(2024, 6, 25)},
        "reschedule": {"text": "x", "due_on": date(2024, 6, 28)}, "hand": {"person": office.member.appointments.get()},
        "answer": {"text": "x", "about": 4}, "confirm": {"about": 3}, "object": {"text": "x", "about": 3},
        "reassign": {"text": "x", "unit": office.binh_minh}, "correct": {"about": 2, "text": "Khác.", "happened_on": day},
        "retract": {"item": paper.pk, "text": "x"}, "support": {**written, "part": row.parts.get().pk},
        "return_part": {"part": row.parts.get().pk, "text": "x"}, "pass_part": {"part": row.parts.get().pk, "text": "x", "unit": office.binh_minh},
    }.get(verb, {"text": "x"})  # fmt: skip


@pytest.mark.parametrize("verb", CELLS)
@pytest.mark.parametrize("state", STATES)
def test_each_cell(office, row, state, verb):
    may, way = CELLS[verb]
    bring(office, row, state, verb)
    arguments = said(office, row, verb)
    deeds = [(person, {}) for person in PEOPLE]
    if verb in ON_BEHALF:
        unit = office.phu_nu if verb == "support" else office.chau_o
        deeds += [(person, {"on_behalf_of": unit}) for person in PEOPLE]
        deeds += [("office", {"on_behalf_of": office.binh_minh})]
    before = snapshot()
    for person, behalf in deeds:
        allowed = person == "office" and behalf.get("on_behalf_of") != office.binh_minh if behalf else person in may
        if verb in ("grant", "refuse") and state not in way:  # without an open request either could be the one who decides
            allowed = person in ("office", "leader")
        what = f"{verb} of {state} by {person} {behalf}"
        if allowed and state in way:
            continue
        refused = WrongState if allowed else PermissionDenied
        with pytest.raises(refused):
            say(row, verb, getattr(office, person), "2024-04-09", **arguments, **behalf)
        assert difference(before, snapshot()) == [], what
    doers = [*may, *(["office"] if verb in ON_BEHALF else [])] if state in way else []
    for person in doers[:1]:
        behalf = {} if person in may else {"on_behalf_of": unit}
        entry = say(row, verb, getattr(office, person), "2024-04-09", **arguments, **behalf)
        assert (entry.kind, entry.state, entry.by) == (verb, way[state], getattr(office, person))
        assert Assignment.objects.get(pk=row.pk).state == way[state]
        with pytest.raises(Conflict):
            getattr(row, verb)(by=entry.by, seen=entry.number - 1, key=uuid.uuid4(), now=at("2024-04-10"), **arguments, **behalf)


@pytest.mark.parametrize(("verb", "states"), [(verb, way) for verb, (_may, way) in CELLS.items()])
def test_everybody_who_may_can(office, row, verb, states):
    """In the first state that allows it each role that may does it; the page's table is ``tests.rights.table``."""
    may, state = CELLS[verb][0], next(iter(states))
    bring(office, row, state, verb)
    for person in may[1:]:
        assert row.may_somehow(verb, getattr(office, person), on=date(2024, 4, 9), about=subject(row, verb)), person


def subject(row, verb):
    """The entry or part that a verb is about."""
    number = {"answer": 4, "confirm": 3, "object": 3, "correct": 2, "retract": 2}.get(verb)
    return row.entries.get(number=number) if number else row.parts.get() if verb in ("support", "return_part", "pass_part") else None


def test_taking_over_is_for_a_head_who_came_later(office, row):
    new = office.person("new_head", office.chau_o, "head", since=date(2024, 4, 8))
    assert say(row, "take_over", new, "2024-04-09").kind == "take_over"
    with pytest.raises(PermissionDenied):
        say(row, "take_over", office.head, "2024-04-09")


def test_a_reason_is_asked_for(office, row):
    for verb in ("send_back", "withdraw", "decline", "insist", "reopen", "refuse", "reschedule", "reassign", "urge", "remark", "ask_time"):
        may, way = CELLS[verb]
        fresh = office.assign(office.task(units=["chau_o"], title=f"Việc {verb}"))[0]
        bring_plain(office, fresh, next(iter(way)), verb)
        arguments = {
            "reschedule": {"due_on": date(2024, 6, 28)},
            "reassign": {"unit": office.binh_minh},
            "ask_time": {"wanted_on": date(2024, 6, 25)},
        }
        with pytest.raises(ValidationError) as refused:
            say(fresh, verb, getattr(office, may[0]), "2024-04-09", **{**arguments.get(verb, {}), "text": " \n"})
        assert "text" in refused.value.error_dict, verb


def bring_plain(office, row, state, verb):
    if verb == "refuse":
        say(row, "ask_time", office.head, "2024-04-03", text="x", wanted_on=date(2024, 6, 25))
    for way in {"declined": ["decline"], "submitted": ["submit"], "verified": ["submit", "verify"]}.get(state, []):
        say(row, way, {"verify": office.board_two}.get(way, office.head), "2024-04-04", **({"text": "x"} if way == "decline" else {}))
