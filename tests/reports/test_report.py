"""The row that asks for a report, and the job that makes its PDF."""

import hashlib
import io
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from pypdf import PdfReader

from reports import jobs, paper
from reports.models import Report
from tests.office import at, say
from tests.reports.sample import PDF
from units.models.rendered import LEASE
from units.pdf import RenderFailed
from units.periods import Period, end_of_day

Q2 = Period.parse("2024-Q2")


@pytest.fixture
def asked(office):
    """A report that waits for its PDF; it is 2 July 2024."""
    first, _second = office.assign(office.task(title="Tuyên truyền gương điển hình"))
    say(first, "log", "head", "2024-05-06", obstacles="Thiếu kinh phí")
    with time_machine.travel(at("2024-07-02"), tick=False):
        yield ask(office)


def ask(office, key=None, by="board", **more):
    wanted = {
        "committee": office.committee,
        "period": Q2,
        "cutoff": end_of_day(Q2.end),
        "now": at("2024-07-02"),
        **more,
    }
    return Report.objects.ask(key=key or uuid.uuid4(), by=office.people[by], **wanted)


def fail(monkeypatch, error):
    def broken(self):
        raise error

    monkeypatch.setattr(paper.Paper, "render", broken)


def test_the_job_makes_it_once(asked):
    jobs.render()
    asked.refresh_from_db()
    assert (asked.status, asked.tries, asked.rows, asked.claim, asked.error) == ("ready", 1, 2, None, "")
    with asked.file.open("rb") as file:
        data = file.read()
    assert (asked.size, asked.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert asked.code in "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    before = asked.file.name, asked.ready_at
    jobs.render()
    asked.refresh_from_db()
    assert (asked.file.name, asked.ready_at) == before


def test_the_same_key_asks_once_and_belongs_to_one_person(office, asked):
    assert ask(office, key=asked.key) == asked
    assert Report.objects.count() == 1
    with pytest.raises(PermissionDenied):
        ask(office, key=asked.key, by="leader")


@pytest.mark.parametrize("who", ["office", "board", "leader", "inspector"])
def test_those_of_the_committee_may_ask_and_see(office, who):
    made = ask(office, by=who)
    for reader in ("office", "board", "leader", "inspector"):
        assert made in Report.objects.visible_to(office.people[reader], on=at("2024-07-02").date())


def test_the_head_of_the_board_sees_what_is_to_be_signed_and_asks_for_nothing(office, asked):
    assert Report.objects.visible_to(office.board_head, on=at("2024-07-02").date()).get() == asked
    with pytest.raises(PermissionDenied):
        ask(office, by="board_head")


@pytest.mark.parametrize("who", ["head", "member", "other", "women"])
def test_units_may_neither_ask_nor_see(office, asked, who):
    with pytest.raises(PermissionDenied):
        ask(office, by=who)
    assert not Report.objects.visible_to(office.people[who], on=at("2024-07-02").date()).exists()


def test_two_workers_never_hold_the_same_one(asked):
    now = at("2024-07-02 10:00")
    one, two = uuid.uuid4(), uuid.uuid4()
    assert Report.objects.claim(asked.pk, me=one, now=now)
    assert not Report.objects.claim(asked.pk, me=two, now=now)
    assert Report.objects.claim(asked.pk, me=two, now=now + LEASE + timedelta(seconds=1))  # the lease of the first ran out


def test_a_worker_whose_lease_ran_out_leaves_nothing_behind(asked, monkeypatch, tmp_path):
    monkeypatch.setattr(paper.Paper, "render", lambda self: PDF)
    one, two = uuid.uuid4(), uuid.uuid4()
    Report.objects.claim(asked.pk, me=one, now=at("2024-07-02 10:00"))
    Report.objects.claim(asked.pk, me=two, now=at("2024-07-02 11:00"))
    asked.refresh_from_db()
    assert not asked.render(me=one)
    asked.refresh_from_db()
    assert (asked.status, asked.file.name) == ("rendering", "")
    assert asked.render(me=two)
    assert len(list((tmp_path / "files" / "reports").iterdir())) == 1


def test_what_was_lost_three_times_has_failed(asked):
    for hour in range(3):
        assert Report.objects.claim(asked.pk, me=uuid.uuid4(), now=at(f"2024-07-02 1{hour}:00"))
    assert not Report.objects.claim(asked.pk, me=uuid.uuid4(), now=at("2024-07-02 14:00"))
    assert Report.objects.render_pending(now=at("2024-07-02 14:00")) == 0
    asked.refresh_from_db()
    assert (asked.status, asked.error) == ("failed", "crashed")


@pytest.mark.parametrize(
    ("error", "code", "tries"),
    [
        (RenderFailed("timeout"), "timeout", 3),
        (RenderFailed("memory"), "memory", 3),
        (RenderFailed("no_pango"), "no_pango", 1),
        (ZeroDivisionError(), "crashed", 3),
    ],
)
def test_failures_end_with_a_sentence_and_can_be_tried_again(asked, monkeypatch, caplog, error, code, tries):
    fail(monkeypatch, error)
    for _time in range(5):
        jobs.render()
    asked.refresh_from_db()
    assert (asked.status, asked.error, asked.tries, asked.file.name) == ("failed", code, tries, "")
    assert str(asked.reason).endswith(".")
    monkeypatch.setattr(paper.Paper, "render", lambda self: PDF)
    assert asked.try_again()
    assert not asked.try_again()
    jobs.render()
    asked.refresh_from_db()
    assert (asked.status, asked.error) == ("ready", "")


def test_one_that_fails_does_not_hold_up_the_next(office, asked, monkeypatch):
    second, failed = ask(office, period=Period.parse("2024-04"), cutoff=end_of_day(Period.parse("2024-04").end)), []

    def once(self):
        if not failed:
            failed.append(self)
            raise RenderFailed("no_pango")
        return PDF

    monkeypatch.setattr(paper.Paper, "render", once)
    assert Report.objects.render_pending(now=at("2024-07-02")) == 1
    asked.refresh_from_db()
    second.refresh_from_db()
    assert (asked.status, asked.error, second.status) == ("failed", "no_pango", "ready")
