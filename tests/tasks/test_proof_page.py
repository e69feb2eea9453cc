"""The proof for one assignment: nobody can say they were not told, and where somebody was not, it says so."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client, override_settings
from django.urls import reverse

from tasks.models import Notice, Postponement, Seal, Slip, SlipLine
from tasks.reminders.account import Account
from tasks.reminders.ticking import tick
from tests.office import at, say
from tests.rights.world import told
from units.models import Appointment, Mail, Try, User

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(at("2024-06-25 10:00"), tick=False) as travelled:
        yield travelled


@pytest.fixture
def row(office):
    """Work of Châu Ổ due on Thursday 20/6/2024, received."""
    [made] = office.assign(office.task(units=["chau_o"], cadence="once"), due_on=date(2024, 6, 20))
    say(made, "receive", office.head, "2024-04-02")
    return made


def letter(user, key, status="sent", tries=(), **more):
    """A mail with its tries: (instant, instant of its end or None, outcome, reply)."""
    when = at("2024-06-11 07:30")
    fields = {
        "to": user.email,
        "subject": "s",
        "body": "x",
        "message_id": "<m>",
        "next_try": when,
        "made_at": when,
        "status": status,
        **more,
    }
    mail = Mail.objects.create(key=key, recipient=user, **fields)
    for number, (began, ended, outcome, reply) in enumerate(tries, 1):
        Try.objects.create(mail=mail, number=number, to=user.email, began_at=began, ended_at=ended, outcome=outcome, reply=reply)
    return mail


def page_for(user, row):
    client = Client()
    client.force_login(user)
    return client.get(reverse("proof", args=[row.pk]))


def lines(page):
    """[(when, sort, words, words beneath, whether it did not go as it should)] of a page."""
    return [
        (f"{line.at.astimezone():%d/%m %H:%M:%S}", line.kind, line.what, line.more, line.is_gap) for line in page.context["account"].lines
    ]


def words(page):
    return " ".join(page.content.decode().split())


def summary(page):
    return dict(page.context["account"].summary)


def test_the_whole_chain_stands_in_the_order_of_time(office, row):
    t = at("2024-06-11 07:30")
    told(office.head, row, step="T-15", at=t, superseded=True)
    mail = letter(
        office.head,
        "a",
        tries=[(t + 10 * SECOND, t + 12 * SECOND, "later", "451 come back"), (t + 70 * SECOND, t + 71 * SECOND, "sent", "250 queued")],
    )
    told(office.head, row, step="T-7", at=t, mail=mail, read_at=t + 2 * SECOND, opened_at=at("2024-06-11 09:00"))
    say(row, "log", office.head, "2024-06-12")
    page = page_for(office.office, row)
    assert [(when, sort) for when, sort, *_rest in lines(page)] == [
        ("01/04 09:00:00", "Nhật ký"),
        ("02/04 09:00:00", "Nhật ký"),
        ("11/06 07:30:00", "Thông báo"),
        ("11/06 07:30:00", "Thông báo"),
        ("11/06 07:30:02", "Đã đọc"),
        ("11/06 07:30:10", "Thư"),
        ("11/06 07:31:10", "Thư"),
        ("11/06 09:00:00", "Đã mở"),
        ("12/06 09:00:00", "Nhật ký"),
    ]
    text = words(page)
    for said in (
        f"Head (Người đứng đầu đơn vị, Đảng bộ thị trấn Châu Ổ): {row.code}: sắp đến hạn.",
        "15 ngày làm việc trước hạn",
        "Ghi nhận, không gửi thư riêng",
        "Gửi thư lần 1 cho Head, địa chỉ head@example.org.",
        "máy chủ thư chưa nhận, sẽ gửi lại, 07:30:12 11/06/2024",
        "Máy chủ thư trả lời: 451 come back",
        "máy chủ thư đã nhận, 07:31:11 11/06/2024",
        "Head đã mở trong phần mềm.",
        "Head đã đánh dấu đã đọc trong phần mềm.",
        f"Tiếp nhận ({row.code}/2)",
        "chỉ thư trả lại mới cho biết",
    ):
        assert said in text, said
    assert "Đã làm." not in text, "of the log kind, day and code alone"
    said = summary(page)
    assert (said["Đã báo trong phần mềm"], said["Đã mở trong phần mềm"]) == ("1 lần; ngoài ra ghi nhận 1 mốc cũ", "1/1 người")
    assert said["Thư điện tử"].startswith("1 thư máy chủ thư đã nhận, 0 bị từ chối")


def test_what_did_not_go_as_it_should_says_so(office, row):
    t = at("2024-06-11 07:30")
    refused = letter(office.head, "a", "failed", [(t, t + SECOND, "refused", "550 user unknown")])
    died = letter(office.head, "b", "unsure", [(t + 60 * SECOND, None, "", "")])
    before = letter(office.head, "c", "failed", reply="554 spam")
    waits = letter(office.head, "d", "pending")
    for n, mail in enumerate((refused, died, before, waits, None)):
        told(office.head, row, step=f"W{n}", at=t, mail=mail)
    User.objects.filter(pk=office.member.pk).update(email="")
    told(office.member, row, at=t)
    page = page_for(office.office, row)
    assert [(what, more) for _when, _sort, what, more, is_gap in lines(page) if is_gap] == [
        (
            "Gửi thư lần 1 cho Head, địa chỉ head@example.org.",
            ("máy chủ thư từ chối, 07:30:01 11/06/2024", "Máy chủ thư trả lời: 550 user unknown"),
        ),
        ("Thư cho Head, địa chỉ head@example.org: máy chủ thư từ chối.", ("Máy chủ thư trả lời: 554 spam",)),
        ("Gửi thư lần 1 cho Head, địa chỉ head@example.org.", ("Không có kết thúc: không rõ đã gửi chưa.",)),
    ]
    text = words(page)
    assert text.count("lưu ý</span>") == 3, "by words, not by colour alone"
    assert "Không có thư: chưa có địa chỉ thư điện tử." in text
    assert "Chỉ báo trong phần mềm." in text
    assert f"Thư: {waits.get_status_display()}" in text
    assert "2 bị từ chối, 1 không rõ đã gửi chưa, 1 đang chờ" in summary(page)["Thư điện tử"]


def test_days_without_anybody_appointed_are_told(office, row):
    """Due 20/6: the rungs of 11/6, 17/6, 19/6 and 20/6 found nobody in Châu Ổ; that of 21/6 found the new head."""
    Appointment.objects.filter(unit=office.chau_o).update(valid_until=date(2024, 6, 9))
    new = office.person("new_head", office.chau_o, "head", since=date(2024, 6, 21))
    page = page_for(office.office, row)
    [gap] = [what for _when, _sort, what, _more, is_gap in lines(page) if is_gap]
    assert "Đảng bộ thị trấn Châu Ổ không có người được phân công vào các ngày: " in gap
    assert gap.endswith("11/06/2024, 17/06/2024, 19/06/2024, 20/06/2024.")
    assert summary(page)["Ngày đến kỳ mà không có ai để nhắc"] == "4 ngày"
    assert "không có người được phân công" in words(page_for(new, row))


def test_no_gap_is_claimed_where_somebody_was_there_or_nothing_was_due(office, row):
    assert not [line for line in lines(page_for(office.office, row)) if line[-1]]
    say(row, "submit", office.head, "2024-06-05")
    Appointment.objects.filter(unit=office.chau_o).update(valid_until=date(2024, 6, 9))
    assert not [line for line in lines(page_for(office.office, row)) if line[-1]], "reported done: nobody was to be reminded"


def test_new_work_of_a_unit_without_people_was_told_to_nobody(office):
    Appointment.objects.filter(unit=office.chau_o).delete()
    [given] = office.assign(office.task(units=["chau_o"], cadence="once"), due_on=None)
    [gap] = [what for _when, _sort, what, _more, is_gap in lines(page_for(office.office, given)) if is_gap]
    assert gap.endswith(": 02/04/2024."), "the morning after it was given"


def test_people_of_the_unit_see_what_concerns_their_people_alone(office, row):
    at_once = at("2024-06-21 07:30")
    reached = told(
        office.head, row, at=at_once, text="cho trưởng đơn vị", mail=letter(office.head, "a", tries=[(at_once, at_once, "sent", "250")])
    )
    told(office.member, row, at=at_once, text="cho cán bộ")
    hidden = ("office", "board", "leader", "other", "board_head")
    for name in hidden:
        mail = letter(office.people[name], name, tries=[(at_once, at_once, "sent", f"250 {name}")])
        told(office.people[name], row, at=at_once, text=f"cho {name}", mail=mail, opened_at=at_once, read_at=at_once)
    for reader in (office.head, office.member):
        page = page_for(reader, row)
        text = words(page)
        assert "cho trưởng đơn vị" in text
        assert "cho cán bộ" in text
        assert "head@example.org" in text, "of their own unit"
        assert not [name for name in hidden if f"cho {name}" in text or f"{name}@example.org" in text or f"250 {name}" in text]
        assert summary(page)["Đã báo trong phần mềm"].startswith("2 lần")
        assert "Gồm những gì thuộc về người của đơn vị bạn." in text
    whole = words(page_for(office.inspector, row))
    assert all(f"cho {name}" in whole and f"{name}@example.org" in whole for name in hidden), "the control"
    assert Notice.objects.get(pk=reached.pk).opened_at is None, "who looks at the proof has not opened the work"


def test_who_holds_a_post_of_the_committee_too_is_told_there_and_not_as_one_of_the_unit(office, row):
    Appointment.objects.create(user=office.member, unit=office.committee, role="inspector", valid_from=date(2024, 1, 1))
    told(office.member, row, at=at("2024-06-21 07:30"), text="cho kiểm tra")
    assert "cho kiểm tra" not in words(page_for(office.head, row))
    assert "cho kiểm tra" in words(page_for(office.member, row))


def test_a_supporting_unit_sees_what_its_own_people_were_told(office):
    [shared] = office.assign(office.task(units=["binh_minh"], cadence="once"), due_on=date(2024, 6, 20))
    shared.parts.create(unit=office.chau_o, opened_for=office.chau_o)
    told(office.other, shared, text="cho Bình Minh")
    told(office.head, shared, text="cho Châu Ổ")
    text = words(page_for(office.head, shared))
    assert "cho Châu Ổ" in text
    assert "cho Bình Minh" not in text


def test_who_may_not_see_the_work_finds_nothing(office, row):
    told(office.head, row)
    assert page_for(office.other, row).status_code == 404
    say(row, "reassign", office.office, "2024-06-05", unit=office.binh_minh, text="x")
    assert page_for(office.head, row).status_code == 404, "passed on: the new unit's"
    text = words(page_for(office.other, row))
    assert "sắp đến hạn" not in text, "what the former unit was told is not theirs"
    assert "Chuyển" in text or "chuyển" in text


def test_the_page_of_the_work_links_to_it_but_not_for_who_had_it_before(office, row):
    where = reverse("proof", args=[row.pk])
    client = Client()
    client.force_login(office.head)
    assert where in client.get(row.get_absolute_url()).content.decode()
    say(row, "reassign", office.office, "2024-06-05", unit=office.binh_minh, text="x")
    assert where not in client.get(row.get_absolute_url()).content.decode()


def test_whose_proof_it_is_at_which_instant_and_under_which_seal(office, row):
    assert "Nhật ký chưa có niêm phong nào." in words(page_for(office.office, row))
    Seal.objects.seal_until(at("2024-06-25 10:00"))
    text = words(page_for(office.office, row))
    assert "Theo dữ liệu ghi nhận đến 10:00:00 25/06/2024; người lập: Office." in text
    last = Seal.objects.order_by("day").last()
    assert f"ngày 24/06/2024: {last.hash}" in text


def test_one_look_at_several_notices_is_one_line(office, row):
    for n in range(3):
        told(office.head, row, step=f"O+{n}", at=at("2024-06-21 07:30"))
    client = Client()
    client.force_login(office.head)
    client.get(row.get_absolute_url())
    [opened] = [more for _when, sort, _what, more, _gap in lines(page_for(office.office, row)) if sort == "Đã mở"]
    assert opened == ("3 thông báo",)


def test_what_the_tick_did_is_on_it(office, row, clock):
    """After a silence the older rungs are on record, the newest was mailed."""
    now = at("2024-06-25 10:00")
    tick(now=now, clock=lambda: now)
    page = page_for(office.head, row)
    told_of = [(what, more) for _when, sort, what, more, _gap in lines(page) if sort == "Thông báo"]
    assert len(told_of) > 1
    assert sum("Ghi nhận, không gửi thư riêng: đã có thông báo mới hơn." in more for _what, more in told_of) == len(told_of) - 1
    assert any(sort == "Thư" for _when, sort, *_rest in lines(page))


@override_settings(LANGUAGE_CODE="en")
def test_it_speaks_english_too(office, row):
    told(office.head, row)
    client = Client()
    client.cookies["lang"] = "en"
    client.force_login(office.office)
    assert "Proof of reminding" in client.get(reverse("proof", args=[row.pk])).content.decode()


# Slips.


@pytest.fixture
def slips(office, row):
    """A blue slip that went by itself and stayed unanswered; a yellow one put off, then sent and received; a red one proposed."""
    basis, line, made = row.entries.get(number=1), None, []
    for colour, proposed, sent in [
        ("blue", "2024-06-10 07:31", {"number": 1, "issued_at": at("2024-06-10 07:31"), "answer_by": date(2024, 6, 13)}),
        (
            "yellow",
            "2024-06-14 07:31",
            {"number": 2, "issued_at": at("2024-06-18 08:00"), "answer_by": date(2024, 6, 28), "issued_by": office.office},
        ),
        ("red", "2024-06-24 07:31", None),
    ]:
        about = {"committee": office.committee, "unit": office.chau_o, "colour": colour}
        slip = Slip.objects.create(key=colour, proposed_at=at(proposed), **about)
        of_line = {"assignment": row, "basis": basis, "since": basis, "due_on": row.due_on, "before": line}
        line = SlipLine.objects.create(slip=slip, colour=colour, **of_line)
        if colour == "yellow":
            Postponement.objects.create(
                slip=slip, until=date(2024, 6, 18), reason="Đợi Bí thư về.", by=office.office, at=at("2024-06-14 09:00")
            )
        if sent:
            Slip.objects.filter(pk=slip.pk).update(state="sent", **sent)
        made.append(slip)
    blue, yellow, red = made
    Slip.objects.filter(pk=yellow.pk).update(received_at=at("2024-06-18 10:00"), received_by=office.head)
    for slip in made:
        slip.refresh_from_db()
    return blue, yellow, red


def test_slips_are_in_the_chain_from_proposal_to_receipt(office, row, slips):
    red = slips[2]
    page = page_for(office.office, row)
    found = [(when, what, more, is_gap) for when, sort, what, more, is_gap in lines(page) if sort == "Phiếu"]
    assert [when for when, *_rest in found] == [
        "10/06 07:31:00", "14/06 07:31:00", "14/06 09:00:00", "18/06 08:00:00", "18/06 10:00:00", "24/06 07:31:00",
    ]  # fmt: skip
    assert found[0][2:] == (("Chưa xác nhận đã nhận.", "Đến hạn chưa trả lời."), True)
    assert found[2][2] == ("Đợi Bí thư về.",)
    assert (found[3][2], found[3][3]) == ((), False), "its limit has not come"
    assert "Head xác nhận đã nhận phiếu số 2." in found[4][1]
    assert f"(PD-{red.pk:04})" in found[5][1]
    assert summary(page)["Phiếu đôn đốc đã gửi"] == "1 (xanh), 2 (vàng)"


def test_a_word_of_the_unit_answers_all_slips_before_it(office, row, slips):
    say(row, "log", office.head, "2024-06-20")
    page = page_for(office.office, row)
    found = {what: more for _when, _sort, what, more, _gap in lines(page)}
    assert found[f"Ghi tiến độ ({row.code}/3)"][1:] == ("Trả lời phiếu đôn đốc số 1.", "Trả lời phiếu đôn đốc số 2.")
    [gap] = [what for _when, _sort, what, _more, is_gap in lines(page) if is_gap]
    assert "phiếu đôn đốc số 1" in gap.lower(), "only the blue one was answered too late"


def test_a_word_after_the_limit_is_an_answer_but_not_in_time(office, row, slips):
    say(row, "log", office.head, "2024-06-17")
    page = page_for(office.office, row)
    [gap] = [more for _when, _sort, _what, more, is_gap in lines(page) if is_gap]
    assert gap == ("Chưa xác nhận đã nhận.", "Đến hạn chưa trả lời.")


def test_the_unit_sees_what_it_was_sent_and_not_why_it_was_put_off(office, row, slips):
    told(office.leader, row, step="YELLOW", text="cho lãnh đạo")
    Notice.objects.create(
        key="s", recipient=office.head, slip=slips[1], step="YELLOW", text="Phiếu đôn đốc số 2", made_at=at("2024-06-18 08:00")
    )
    text = words(page_for(office.head, row))
    assert "Phiếu đôn đốc số 2 (vàng) gửi Đảng bộ thị trấn Châu Ổ" in text
    assert ": Phiếu đôn đốc số 2" in text, "the notice about the slip"
    for hidden in ("Đợi Bí thư về.", "Đề xuất phiếu", f"PD-{slips[2].pk:04}", "cho lãnh đạo"):
        assert hidden not in text, hidden
        assert hidden in words(page_for(office.office, row)), hidden


def test_the_account_costs_the_same_for_one_line_or_a_hundred(office, row, django_assert_max_num_queries):
    for n in range(100):
        told(office.head, row, step=f"W{n}", mail=letter(office.head, f"{n}", tries=[(at("2024-06-11"), None, "", "")]))
    with django_assert_max_num_queries(16):
        account = Account(row, office.head, at("2024-06-25"))
        assert len(account.lines) == 202
        assert account.summary
