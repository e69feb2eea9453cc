"""Units are merged and split in the middle of a quarter: totals stay, work passes on once, history stays where it was."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from reports.rows import collect
from resolutions.models import Resolution
from tasks.models import Assignment, Entry, Notice, Part
from tasks.models.succession import follow, hand_over, stranded
from tasks.proof import problems
from tasks.reminders.ticking import tick
from tests.office import START, at, say
from units.models import Appointment, Succession, Unit, User
from units.periods import Period, end_of_day

pytestmark = pytest.mark.django_db

Q2, Q3 = Period.parse("2024-Q2"), Period.parse("2024-Q3")
MAY = date(2024, 5, 13)
PAPER = "QĐ 15-QĐ/HU, 6/5/2024"


@pytest.fixture
def communes(office):
    """Three communes, each with a head; a fourth that is new from MAY on, with a head of its own, and a board beside the board."""
    office.units["binh_long"] = Unit.objects.create(
        name="Đảng bộ xã Bình Long", kind="subordinate", parent=office.committee, valid_from=date(2020, 1, 1)
    )
    office.people["third"] = office.person("third", office.binh_long, "head")
    return office


def new_unit(name="Đảng bộ xã Bình Hòa"):
    return Unit(name=name, code="ĐU")


def merge(office, *olds, new=None, on=MAY, now="2024-05-13", by=None, key=None, decision=PAPER, **more):
    olds = [office.units[name] for name in olds or ("chau_o", "binh_minh", "binh_long")]
    said = {"on": on, "decision": decision, "by": by or office.office, "now": at(now), "key": key or uuid.uuid4(), **more}
    return hand_over("merge", olds=olds, news=[new or new_unit()], **said)


def split(office, *news, old="chau_o", on=MAY, now="2024-05-13", by=None, key=None, **more):
    news = list(news) or [new_unit("Đảng bộ phường Châu Ổ Đông"), new_unit("Đảng bộ phường Châu Ổ Tây")]
    said = {"on": on, "decision": PAPER, "by": by or office.office, "now": at(now), "key": key or uuid.uuid4(), **more}
    return hand_over("split", olds=[office.units[old]], news=news, **said)


def head_of(office, unit, name="new_head", since=MAY):
    return office.person(name, unit, "head", since=since)


def report(period, day):
    return collect(Assignment.objects.all(), Resolution.objects.all(), period, end_of_day(date.fromisoformat(day)))


def ticked(day):
    return tick(now=at(day), clock=lambda: at(day))


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def visible(user, day="2024-06-03"):
    on = date.fromisoformat(day)
    return set(Assignment.objects.visible_to(type(user).objects.get(pk=user.pk), on=on).values_list("pk", flat=True))


# Merging


def test_three_become_one_in_mid_quarter(communes):
    office = communes
    first, second, third = office.assign(office.task(units=("chau_o", "binh_minh", "binh_long")))
    names = {row.opened_for.name: row for row in (first, second, third)}
    chau, minh, long = names["Đảng bộ thị trấn Châu Ổ"], names["Đảng bộ xã Bình Minh"], names["Đảng bộ xã Bình Long"]
    say(chau, "log", "head", "2024-05-06", percent=40)
    say(minh, "submit", "other", "2024-05-06")
    say(minh, "verify", "board", "2024-05-07")
    before = {day: report(Q2, day) for day in ("2024-05-07", "2024-05-12")}
    rows = merge(office)
    new = rows[0].new
    # the work: open rows pass on, each keeps for whom it was opened; what is closed stays
    assert [fresh(row).unit for row in (chau, minh, long)] == [new, office.binh_minh, new]
    assert [fresh(row).opened_for for row in (chau, minh, long)] == [office.chau_o, office.binh_minh, office.binh_long]
    assert [fresh(row).state for row in (chau, minh, long)] == ["assigned", "verified", "assigned"]
    assert fresh(chau).percent == 40
    last = chau.entries.last()
    assert (last.kind, last.by, last.unit) == ("reassign", office.office, new)
    assert all(words in last.text for words in ("Đảng bộ thị trấn Châu Ổ", "Đảng bộ xã Bình Hòa", "13/05/2024", PAPER))
    assert [entry.unit for entry in chau.entries.all()] == [office.chau_o, office.chau_o, new]
    # the report: before the day as it was, after it the same totals, under the new name
    for day, was in before.items():
        assert report(Q2, day) == was
    after = report(Q2, "2024-05-13")
    assert after.total.assigned == before["2024-05-12"].total.assigned == 3
    assert (after.total.on_time, after.total.in_time) == (1, 2)
    assert {row.unit_name for row in after.rows} == {"Đảng bộ xã Bình Hòa", "Đảng bộ xã Bình Minh"}
    assert not list(problems())


def test_units_posts_and_sub_units_follow(communes):
    office = communes
    cell = Unit.objects.create(name="Chi bộ 1", kind="subordinate", parent=office.chau_o, valid_from=START)
    below = Unit.objects.create(name="Tổ 1", kind="subordinate", parent=cell, valid_from=START)
    Unit.mark_in_use([cell.pk])
    late = Appointment.objects.create(user=office.women, unit=office.chau_o, role="member", valid_from=date(2024, 5, 20))
    new = merge(office)[0].new
    for unit in map(fresh, (office.chau_o, office.binh_minh, office.binh_long)):
        assert (unit.valid_until, unit.heir, unit.parent) == (date(2024, 5, 12), new, office.committee)
    assert (new.kind, new.parent, new.valid_from, new.heir) == ("subordinate", office.committee, MAY, None)
    assert fresh(cell).parent == new
    assert (fresh(cell).path, fresh(below).path) == (f"{new.path}{cell.pk}/", f"{new.path}{cell.pk}/{below.pk}/")
    assert {post.valid_until for post in Appointment.objects.filter(unit__heir=new).exclude(pk=late.pk)} == {date(2024, 5, 12)}
    assert fresh(late).valid_until == late.valid_from
    assert office.phu_nu.appointments.get().valid_until is None


def test_who_reads_and_who_writes_from_the_day_on(communes):
    office = communes
    rows = office.assign(office.task(units=("chau_o", "binh_minh")))
    chau = next(row for row in rows if row.unit == office.chau_o)
    say(chau, "submit", "head", "2024-05-06")
    say(chau, "verify", "board", "2024-05-07")
    supported = office.task("I.4", units=["phu_nu"])
    supported.addressees.create(unit=office.chau_o, part="support")
    [common] = office.assign(supported)
    head = office.head
    assert visible(head, "2024-05-12") == {chau.pk, common.pk}
    say(common, "support", head, "2024-05-08", part=common.parts.get().pk, happened_on=date(2024, 5, 8), text="Đã góp ý.")
    new = merge(office, "chau_o", "binh_minh")[0].new
    heir = head_of(office, new)
    assert visible(heir) == {row.pk for row in rows} | {common.pk}
    assert visible(heir, "2024-05-12") == set()
    assert visible(head, "2024-05-13") == set()
    minh = next(row for row in rows if row != chau)
    with pytest.raises(PermissionDenied):
        say(minh, "log", "other", "2024-05-14")
    assert say(minh, "log", "new_head", "2024-05-14").unit == new
    [part] = common.parts.all()
    assert (part.unit, part.opened_for) == (new, office.chau_o)
    with pytest.raises(PermissionDenied):
        say(common, "support", head, "2024-05-14", part=part.pk, happened_on=date(2024, 5, 14), text="Thêm.")
    assert say(common, "support", "new_head", "2024-05-14", part=part.pk, happened_on=date(2024, 5, 14), text="Xong.", is_done=True)
    assert not list(problems())


def test_a_recurring_task_opens_for_the_heir_once(communes):
    office = communes
    by_name = office.task("I.3", units=("chau_o", "binh_minh"))
    by_class = office.task("I.4", units=["binh_long"], kinds=["subordinate"])
    helped = office.task("I.5", units=["phu_nu"])
    for unit in ("chau_o", "binh_minh"):
        helped.addressees.create(unit=office.units[unit], part="support", required=unit == "chau_o")
    for task in (by_name, by_class, helped):
        office.assign(task)
    new = merge(office)[0].new
    assert ticked("2024-07-01 00:10")["opened"] == 3
    assert ticked("2024-07-01 00:11")["opened"] == 0
    for task in (by_name, by_class):
        row = task.assignments.get(period_start=Q3.start)
        assert (row.unit, row.opened_for) == (new, new)
    [part] = helped.assignments.get(period_start=Q3.start).parts.all()
    assert (part.unit, part.required) == (new, True)
    assert by_name.assignments.filter(unit=new).count() == 3
    assert not list(problems())


def test_a_missed_period_opens_for_who_was_there_and_passes_on(communes):
    """The clock was silent: the third quarter began before the merger of the first of August."""
    office = communes
    task = office.task(units=("chau_o", "binh_minh"))
    office.assign(task)
    new = merge(office, "chau_o", "binh_minh", on=date(2024, 8, 1), now="2024-06-25")[0].new
    done = ticked("2024-08-05")
    assert (done["opened"], task.assignments.filter(unit=new).count()) == (2, 2)
    assert {row.opened_for for row in task.assignments.filter(period_start=Q3.start)} == {office.chau_o, office.binh_minh}
    assert ticked("2024-08-05 09:01")["followed"] == 2
    assert {row.unit for row in task.assignments.all()} == {new}
    assert ticked("2024-10-01")["opened"] == 1
    assert not list(problems())


def test_one_goes_into_a_unit_that_is_there(communes):
    office = communes
    rows = office.assign(office.task(units=("chau_o", "binh_minh")))
    merge(office, "chau_o", new=office.binh_minh)
    assert {fresh(row).unit for row in rows} == {office.binh_minh}
    assert say(next(row for row in rows if row.opened_for == office.chau_o), "log", "other", "2024-05-14")
    with pytest.raises(ValidationError) as refused:
        merge(office, "binh_long")  # alone into a new one: that is a new name
    assert refused.value.code == "few"


# Splitting


def test_one_becomes_two_and_each_work_goes_where_the_office_chose(communes):
    office = communes
    cells = [Unit.objects.create(name=f"Chi bộ {n}", kind="subordinate", parent=office.chau_o, valid_from=START) for n in (1, 2)]
    rows = [office.assign(office.task(label, units=["chau_o"]))[0] for label in ("I.1", "I.2", "I.3", "I.4")]
    say(rows[3], "submit", "head", "2024-05-06")
    total = report(Q2, "2024-05-12").total
    first, second = split(office, choices={rows[1].pk: 1, rows[3].pk: 1}, sub_units={cells[1].pk: 1})
    assert [fresh(row).unit for row in rows] == [first.new, second.new, first.new, office.chau_o]
    assert [fresh(cell).parent for cell in cells] == [first.new, second.new]
    assert fresh(office.chau_o).heir == first.new
    assert report(Q2, "2024-05-13").total == total
    say(rows[3], "send_back", "board", "2024-05-15")
    assert ticked("2024-05-15 10:00")["followed"] == 1
    assert fresh(rows[3]).unit == second.new
    assert ticked("2024-05-15 10:01")["followed"] == 0
    for unit, name in [(first.new, "east"), (second.new, "west")]:
        assert visible(head_of(office, unit, name)) >= {row.pk for row in rows if fresh(row).unit == unit}
    assert not list(problems())


def test_people_of_both_parts_read_what_is_closed(communes):
    office = communes
    [row] = office.assign(office.task(units=["chau_o"]))
    say(row, "submit", "head", "2024-05-06")
    say(row, "verify", "board", "2024-05-07")
    first, second = split(office)
    again = split(office, new_unit("A"), new_unit("B"), old="binh_minh", on=date(2024, 5, 14), now="2024-05-14")
    deeper = hand_over("split", olds=[fresh(second.new)], news=[new_unit("C"), new_unit("D")], on=date(2024, 5, 20), decision=PAPER,
                       by=office.office, now=at("2024-05-20"), key=uuid.uuid4())  # fmt: skip
    for unit, sees in [(first.new, True), (deeper[0].new, True), (deeper[1].new, True), (again[0].new, False)]:
        assert (row.pk in visible(head_of(office, unit, f"head_{unit.pk}"))) == sees, unit.name
    assert fresh(row).unit == office.chau_o


def test_a_chain_ends_at_the_last(communes):
    office = communes
    [row] = office.assign(office.task(units=["chau_o"]))
    say(row, "submit", "head", "2024-05-06")
    middle = merge(office, "chau_o", "binh_minh")[0].new
    last = hand_over("merge", olds=[middle], news=[office.binh_long], on=date(2024, 5, 20), decision=PAPER, by=office.office,
                     now=at("2024-05-20"), key=uuid.uuid4())[0].new  # fmt: skip
    assert {unit.heir for unit in Unit.objects.filter(pk__in=[office.chau_o.pk, office.binh_minh.pk, middle.pk])} == {last}
    say(row, "send_back", "board", "2024-05-21")
    ticked("2024-05-21 10:00")
    assert fresh(row).unit == last
    heirs = Succession.objects.heirs([office.chau_o, last], on=date(2024, 5, 19))
    assert heirs == {office.chau_o.pk: [middle], last.pk: [last]}
    assert Succession.objects.heirs([office.chau_o], on=date(2024, 5, 20)) == {office.chau_o.pk: [last]}
    assert Succession.objects.heirs([office.chau_o], on=date(2024, 5, 12)) == {office.chau_o.pk: [office.chau_o]}
    before = Succession.objects.predecessors([fresh(last), middle], on=date(2024, 5, 20))
    assert (before[last.pk], before[middle.pk]) == ([middle, office.chau_o, office.binh_minh], [office.chau_o, office.binh_minh])
    assert Succession.objects.predecessors([last], on=date(2024, 5, 19)) == {last.pk: []}


def test_asking_who_stands_for_whom_costs_the_same_for_any_number(communes, django_assert_num_queries):
    office = communes
    for olds in [("chau_o", "binh_minh"), ("binh_long", "phu_nu")]:
        merge(office, *olds, new=office.tuyen_giao)
        units = list(Unit.objects.all())
        for ask in (Succession.objects.heirs, Succession.objects.predecessors):
            with django_assert_num_queries(2):
                ask(units, on=MAY)


def test_the_new_head_is_told_and_the_old_ones_hear_no_more(communes):
    office = communes
    office.assign(office.task(units=("chau_o", "binh_minh")))
    new = merge(office, "chau_o", "binh_minh", on=date(2024, 6, 11), now="2024-06-10")[0].new
    head_of(office, new, since=date(2024, 6, 11))
    assert ticked("2024-06-11 08:00")["planned"] >= 2
    assert {notice.recipient.username for notice in Notice.objects.filter(made_at=at("2024-06-11 08:00"))} == {"new_head"}
    assert {"NEW", "T-7"} == set(Notice.objects.filter(recipient__username="new_head").values_list("step", flat=True))


def test_who_took_over_reads_what_was_passed_on_before_up_to_there(communes):
    office = communes
    [row] = office.assign(office.task(units=["chau_o"]))
    say(row, "reassign", "office", "2024-05-06", unit=office.phu_nu, text="Đúng chức năng hơn.")
    new = merge(office, "chau_o", "binh_minh")[0].new
    heir = User.objects.get(pk=head_of(office, new).pk)
    on = date(2024, 5, 14)
    assert row.pk not in visible(heir, "2024-05-14")
    assert [entry.number for entry in Assignment.objects.handed_over_by(heir, on=on)] == [1]
    assert not Assignment.objects.handed_over_by(User.objects.get(username="third"), on=on)


def test_who_took_over_answers_a_leaders_word_on_closed_work_and_writes_nothing_else(communes):
    office = communes
    rows = {row.unit: row for row in office.assign(office.task(units=("chau_o", "phu_nu")))}
    row, beside = rows[office.chau_o], rows[office.phu_nu]
    say(row, "submit", "head", "2024-05-06")
    say(beside, "submit", "women", "2024-05-06")
    heir = head_of(office, merge(office, "chau_o", "binh_minh")[0].new)
    for one in (row, beside):
        say(one, "remark", office.leader, "2024-05-14", text="Đề nghị nêu rõ.")
    about = row.entries.get(kind="remark").number
    with pytest.raises(PermissionDenied):
        say(row, "add", heir, "2024-05-15", happened_on=date(2024, 5, 14), text="Thêm.")
    with pytest.raises(PermissionDenied):
        say(row, "answer", office.head, "2024-05-15", about=about, text="Của đơn vị cũ.")
    with pytest.raises(PermissionDenied):
        say(beside, "answer", heir, "2024-05-15", about=beside.entries.get(kind="remark").number, text="Không phải việc của mình.")
    assert say(row, "answer", heir, "2024-05-15", about=about, text="Đã nêu.").by == heir
    assert not list(problems())


# Persons


def test_a_duty_of_a_person_follows_them_or_waits(communes):
    office = communes
    task = office.task("II.2", units=(), cadence="once")
    task.addressees.create(role="head")
    rows = {row.person.user: row for row in office.assign(task)}
    new = Unit.objects.create(name="Đảng bộ xã Bình Hòa", kind="subordinate", parent=office.committee, valid_from=date(2024, 5, 1))
    Appointment.objects.create(user=office.head, unit=new, role="head", valid_from=date(2024, 5, 13))
    merge(office, "chau_o", "binh_minh", new=new)
    moved, waits = fresh(rows[office.head]), fresh(rows[office.other])
    assert (moved.unit, moved.person.user, moved.person.unit) == (new, office.head, new)
    assert (waits.unit, waits.person.user) == (office.binh_minh, office.other)
    assert ticked("2024-05-14")["followed"] == 0
    assert list(stranded(date(2024, 5, 14))[0]) == [waits]
    Appointment.objects.create(user=office.other, unit=new, role="member", valid_from=date(2024, 5, 15))
    assert ticked("2024-05-15")["followed"] == 1
    assert fresh(waits).person.role == "member"
    assert not list(problems())


# Later, twice, at once


def test_a_day_to_come_is_stored_and_the_clock_applies_it(communes):
    office = communes
    rows = office.assign(office.task(units=("chau_o", "binh_minh")))
    [first, second] = merge(office, "chau_o", "binh_minh", on=date(2024, 7, 1), now="2024-05-13")
    assert (first.applied_at, {fresh(row).unit for row in rows}) == (None, {office.chau_o, office.binh_minh})
    assert fresh(office.chau_o).valid_until is None
    ticked("2024-06-30 23:50")
    assert {fresh(row).unit for row in rows} == {office.chau_o, office.binh_minh}
    say(rows[0], "log", "head" if rows[0].unit == office.chau_o else "other", "2024-06-28")
    assert ticked("2024-07-04 08:00")["followed"] == 1  # late by three days
    assert ticked("2024-07-04 08:01")["followed"] == 0
    assert {fresh(row).unit for row in rows} == {first.new}
    assert (fresh(first).applied_by, fresh(second).applied_at) == (None, at("2024-07-04 08:00"))
    assert fresh(office.chau_o).valid_until == date(2024, 6, 30)
    assert Entry.objects.filter(kind="reassign", by=None).count() == 2
    assert not list(problems())


def test_sent_twice_is_done_once(communes):
    office = communes
    rows = office.assign(office.task(units=("chau_o", "binh_minh")))
    key = uuid.uuid4()
    made = merge(office, "chau_o", "binh_minh", key=key)
    units, entries = Unit.objects.count(), Entry.objects.count()
    assert merge(office, "chau_o", "binh_minh", key=key) == made
    assert (Unit.objects.count(), Entry.objects.count(), Succession.objects.count()) == (units, entries, 2)
    assert {fresh(row).number for row in rows} == {2}
    with pytest.raises(PermissionDenied):
        merge(office, "chau_o", "binh_minh", key=key, by=office.board)


def test_all_of_it_or_nothing(communes, monkeypatch):
    office = communes
    rows = office.assign(office.task(units=("chau_o", "binh_minh")))
    units, verb = Unit.objects.count(), Assignment.reassign

    def failing(self, **said):
        if self.pk == rows[1].pk:
            raise ValidationError("no")
        return verb(self, **said)

    monkeypatch.setattr(Assignment, "reassign", failing)
    with pytest.raises(ValidationError):
        merge(office, "chau_o", "binh_minh")
    assert (Unit.objects.count(), Succession.objects.count(), {fresh(row).number for row in rows}) == (units, 0, {1})
    assert fresh(office.chau_o).valid_until is None
    monkeypatch.undo()
    assert merge(office, "chau_o", "binh_minh")


def test_what_the_clock_may_not_pass_on_waits_and_stops_nothing(communes, monkeypatch):
    office = communes
    rows = office.assign(office.task(units=("chau_o", "binh_minh")))
    merge(office, "chau_o", "binh_minh", on=date(2024, 7, 1), now="2024-05-13")
    verb = Assignment.reassign

    def failing(self, **said):
        if self.pk == rows[0].pk:
            raise ValidationError("no")
        return verb(self, **said)

    monkeypatch.setattr(Assignment, "reassign", failing)
    follow(now=at("2024-07-01"))
    assert list(stranded(date(2024, 7, 1))[0]) == [fresh(rows[0])]
    monkeypatch.undo()
    assert follow(now=at("2024-07-01 09:01")) == 1
    assert not stranded(date(2024, 7, 1))[0]


# Refusals


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"decision": " "}, "decision"),
        ({"on": date(1024, 5, 13)}, "year"),
        ({"on": date(2020, 1, 1)}, "outside"),
        ({"new": "chau_o"}, "self"),
        ({"new": "committee"}, "committee"),
        ({"olds": ("committee", "binh_minh")}, "committee"),
        ({"new": "elsewhere"}, "foreign"),
        ({"new": "cell"}, "below"),
        ({"new": "later"}, "outside"),
        ({"olds": ("chau_o", "phu_nu")}, "different"),
        ({"new": Unit(name=" ")}, "blank"),
    ],
)
def test_what_cannot_be_merged_is_refused(communes, said, code):
    office = communes
    elsewhere = Unit.objects.create(name="Huyện ủy Trà Bồng", kind="committee", valid_from=START)
    office.units |= {
        "committee": office.committee,
        "elsewhere": Unit.objects.create(name="Xã khác", kind="subordinate", parent=elsewhere, valid_from=START),
        "cell": Unit.objects.create(name="Chi bộ 1", kind="subordinate", parent=office.chau_o, valid_from=START),
        "later": Unit.objects.create(name="Xã sau", kind="subordinate", parent=office.committee, valid_from=date(2024, 6, 1)),
    }
    said = {"olds": ("chau_o", "binh_minh"), "new": None, **said}
    olds, new, units = said.pop("olds"), said.pop("new"), Unit.objects.count()
    new = office.units[new] if isinstance(new, str) else new
    with pytest.raises(ValidationError) as refused:
        merge(office, *olds, new=new, **said)
    errors = getattr(refused.value, "error_dict", None)
    assert [error.code for error in (next(iter(errors.values())) if errors else refused.value.error_list)] == [code]
    assert (Succession.objects.count(), Unit.objects.count()) == (0, units)
    assert merge(office)


def test_what_was_merged_or_is_to_be_is_not_merged_again(communes):
    office = communes

    def refused(*olds, **more):
        with pytest.raises(ValidationError) as found:
            merge(office, *olds, **more)
        return found.value.code

    later = date(2024, 7, 1)
    merge(office, "chau_o", new=office.binh_minh, on=later)
    assert refused("chau_o", new=office.binh_long) == "twice"
    assert refused("binh_minh", new=office.binh_long) == "chain"
    assert refused("binh_long", new=office.chau_o, on=later) == "twice"
    assert refused("binh_minh", new=office.chau_o, on=date(2024, 6, 1)) == "chain"
    assert merge(office, "binh_long", new=office.chau_o, on=date(2024, 6, 1))  # into one that goes on a later day
    assert refused("chau_o", new=office.binh_long) == "twice"


@pytest.mark.parametrize("name", ["board", "leader", "inspector", "head", "elsewhere"])
def test_only_the_office_of_their_committee_merges(communes, name):
    office = communes
    committee = Unit.objects.create(name="Huyện ủy Trà Bồng", kind="committee", valid_from=START)
    office.people["elsewhere"] = office.person("elsewhere", committee, "office")
    with pytest.raises(PermissionDenied):
        merge(office, by=getattr(office, name))
    assert merge(office)


# The database


def run(sql, *params):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_a_succession_is_never_changed_but_for_taking_effect_once(communes):
    office = communes
    row, _other = merge(office, "chau_o", "binh_minh", on=date(2024, 7, 1))
    table = "units_succession"
    for sql in (
        f"UPDATE {table} SET \"on\" = '2024-08-01'",
        f"UPDATE {table} SET new_id = {office.binh_long.pk} WHERE id = {row.pk}",
        f"UPDATE {table} SET decision = 'Khác'",
        f"DELETE FROM {table}",
    ):
        with pytest.raises(IntegrityError):
            run(sql)
    run(f"UPDATE {table} SET applied_at = '2024-07-01 00:00:00+00:00' WHERE id = {row.pk}")
    for sql in (f"UPDATE {table} SET applied_at = NULL WHERE id = {row.pk}", f"UPDATE {table} SET applied_by_id = 1 WHERE id = {row.pk}"):
        with pytest.raises(IntegrityError):
            run(sql)


@pytest.mark.parametrize("old", ["chau_o", "binh_minh"])
def test_no_row_is_written_over_or_beside_a_decision(communes, old):
    """Neither by REPLACE, nor a second decision on the same unit, nor the way back."""
    office = communes
    merge(office, "chau_o", new=office.binh_minh, on=date(2024, 7, 1))
    columns = '"on", kind, decision, made_by_id, made_at'
    key = "'12345678123456781234567812345678'"
    new = office.binh_long if old == "chau_o" else office.chau_o
    insert = f"INSERT INTO units_succession (old_id, new_id, key, {columns}) SELECT %s, %s, {key}, {columns} FROM units_succession"
    with pytest.raises(IntegrityError):
        run(insert, office.units[old].pk, new.pk)
    if connection.vendor == "sqlite":
        with pytest.raises(IntegrityError):
            run(
                f"REPLACE INTO units_succession (id, old_id, new_id, key, {columns}) SELECT id, old_id, new_id, key, {columns} FROM units_succession"
            )
    run(insert, office.binh_long.pk, office.phu_nu.pk)


def test_a_unit_moves_only_to_who_took_over_from_its_own(communes):
    office = communes
    cell = Unit.objects.create(name="Chi bộ 1", kind="subordinate", parent=office.chau_o, valid_from=START)
    Unit.mark_in_use([cell.pk])
    move = "UPDATE units_unit SET parent_id = %s WHERE id = %s"
    for unit in (office.binh_minh, office.binh_long):
        with pytest.raises(IntegrityError):
            run(move, unit.pk, cell.pk)
    merge(office, "chau_o", new=office.binh_minh, on=date(2024, 7, 1))
    with pytest.raises(IntegrityError):
        run(move, office.binh_long.pk, cell.pk)
    run(move, office.binh_minh.pk, cell.pk)


@pytest.mark.parametrize("model", [Unit, Appointment])
def test_what_is_in_use_is_not_replaced(communes, model):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has REPLACE")
    task = communes.task(units=["chau_o"])
    task.addressees.create(role="leader")
    communes.assign(task)
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    copy = f"REPLACE INTO {model._meta.db_table} ({columns}) SELECT {columns} FROM {model._meta.db_table} WHERE id = %s"
    with pytest.raises(IntegrityError):
        run(copy, model.objects.filter(in_use=True).first().pk)


def test_parts_of_units_that_are_gone_pass_on_with_the_tick(communes):
    office = communes
    task = office.task(units=["phu_nu"])
    task.addressees.create(unit=office.chau_o, part="support")
    task.addressees.create(unit=office.binh_minh, part="support")
    [row] = office.assign(task)
    merge(office, "chau_o", "binh_minh", on=date(2024, 7, 1), now="2024-06-03")
    say(row, "decline", "women", "2024-06-10", text="Không thuộc chức năng.")
    assert ticked("2024-07-01 00:05")["followed"] == 1
    assert len({part.unit_id for part in Part.objects.filter(assignment=row)}) == 1
    assert row.entries.filter(kind="pass_part", by=None).count() == 2
    assert not list(problems())
