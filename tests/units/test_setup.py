"""A new installation becomes an office: by who reads the server's terminal, once, whole or not at all."""

import io
import threading
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from units.forms.setup import SetupForm
from units.forms.unit_lines import UnitLines
from units.models import Appointment, Installation, Unit, User

pytestmark = pytest.mark.usefixtures("english")

LINES = """ban; Văn phòng Huyện ủy; Văn phòng; VPHU

Đảng bộ;Đảng bộ thị trấn Châu Ổ; Châu Ổ
MẶT TRẬN ; Ủy ban MTTQ Việt Nam huyện
chính quyền\tỦy ban nhân dân huyện\tUBND huyện\tUBND
"""


def filled(**more):
    return {
        "code": Installation.this().setup_code,
        "committee_name": "Huyện ủy Bình Sơn",
        "committee_short_name": "Huyện ủy",
        "committee_code": "HU",
        "place": "Bình Sơn",
        "letterhead_above": "ĐẢNG BỘ TỈNH QUẢNG NGÃI",
        "units": LINES,
        "office_unit": "văn phòng",
        "full_name": "Nguyễn Thị A",
        "username": "quan-tri",
        "email": "a@example.org",
        "password1": "mat khau rat dai",
        "password2": "mat khau rat dai",
        **more,
    }


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["lang"] = "en"


def send(client, **more):
    return client.post(reverse("setup"), filled(**more))


def output(command):
    out = io.StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def nothing_was_made():
    return not (Unit.objects.exists() or User.objects.exists() or Appointment.objects.exists())


def test_one_page_makes_the_office_and_signs_its_administrator_in(client, db):
    with time_machine.travel("2024-03-25T10:00:00+07:00"):
        assert client.get(reverse("setup")).status_code == 200
        assert send(client).headers["Location"] == reverse("home")
        committee = Unit.objects.get(kind=Unit.Kind.COMMITTEE)
        assert (committee.code, committee.place, committee.letterhead) == ("HU", "Bình Sơn", "HUYỆN ỦY BÌNH SƠN")
        assert committee.letterhead_above == "ĐẢNG BỘ TỈNH QUẢNG NGÃI"
        made = {unit.name: (unit.kind, unit.short_name, unit.code, unit.parent, unit.valid_from) for unit in committee.children.all()}
        assert made == {
            "Văn phòng Huyện ủy": ("advising", "Văn phòng", "VPHU", committee, date(2024, 1, 1)),
            "Đảng bộ thị trấn Châu Ổ": ("subordinate", "Châu Ổ", "", committee, date(2024, 1, 1)),
            "Ủy ban MTTQ Việt Nam huyện": ("front", "", "", committee, date(2024, 1, 1)),
            "Ủy ban nhân dân huyện": ("government", "UBND huyện", "UBND", committee, date(2024, 1, 1)),
        }
        user = User.objects.get()
        assert user.is_staff
        assert user.is_superuser
        assert user.check_password("mat khau rat dai")
        [post] = user.posts(on=date(2024, 3, 25))
        assert (post.role, post.unit.name) == ("office", "Văn phòng Huyện ủy")
        assert client.get(reverse("password-change")).status_code == 200


def test_without_a_unit_of_its_own_the_office_is_the_committees(client, db):
    assert send(client, office_unit="", units="").status_code == 302
    assert Appointment.objects.get().unit == Unit.objects.get()


def test_the_page_is_gone_once_there_is_an_office(client, db):
    send(client)
    assert send(client, username="another").status_code == 404
    client.logout()
    assert client.get(reverse("setup")).status_code == 404
    assert User.objects.count() == 1


def test_an_account_alone_closes_it_too(client, db):
    User.objects.create_user("someone", "s@example.org", "mat khau dai")
    assert client.get(reverse("setup")).status_code == 404


def test_a_wrong_code_makes_nothing_and_five_wait(client, db):
    with time_machine.travel("2024-03-25T10:00:00+07:00", tick=False) as clock:
        for n in range(5):
            assert "not the code" in str(send(client, code=f"{n}").context["form"].errors["code"])
        assert "Too many tries" in str(send(client).context["form"].errors["code"])
        assert nothing_was_made()
        clock.shift(timedelta(minutes=16))
        assert send(client, code=f" {Installation.this().setup_code.upper()} ").status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("committee_name", " "),
        ("committee_code", ""),
        ("place", ""),
        ("full_name", ""),
        ("email", "no address"),
        ("username", "with blanks in it"),
        ("password2", "another"),
        ("units", "ban"),
        ("office_unit", "Ban Tuyên giáo"),
    ],
)
def test_one_mistake_and_nothing_is_made(client, db, field, value):
    page = send(client, **{field: value})
    assert field in page.context["form"].errors
    assert nothing_was_made()


@pytest.mark.parametrize("password", ["ngan", "qwerty123456", "quan-tri-quan"])
def test_the_password_follows_the_rules(client, db, password):
    assert "password2" in send(client, password1=password, password2=password).context["form"].errors
    assert nothing_was_made()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("phòng; Phòng Nội vụ", "Line 1: “phòng” is no kind of unit"),
        ("ban; Ban A\n\nban; ; A", "Line 3: the name is missing"),
        ("Ban Tuyên giáo", "Line 1: write kind; name"),
        ("ban; A; B; C; D", "Line 1: write kind; name"),
        ("ban; Ban Tổ chức\nđoàn thể; BAN TỔ  CHỨC", "Line 2: “BAN TỔ CHỨC” is there already, in line 1"),
        ("ban; " + "x" * 201, "at most 200 letters"),
        ("ban; A; " + "x" * 81, "at most 80 letters"),
        ("ban; A; B; " + "x" * 21, "at most 20 letters"),
        ("\n".join(f"ban; Ban {n}" for n in range(501)), "At most 500 lines"),
    ],
)
def test_a_mistake_names_its_line(lines, said):
    with pytest.raises(ValidationError) as refused:
        UnitLines().clean(lines)
    assert said in " ".join(refused.value.messages)


def test_all_mistakes_are_said_at_once():
    with pytest.raises(ValidationError) as refused:
        UnitLines().clean("x; A\nban; B\nban")
    assert [message.split(":")[0] for message in refused.value.messages] == ["Line 1", "Line 3"]


def test_names_are_kept_in_one_spelling():
    decomposed = "ban; Ban Tuye\u0302n gia\u0301o;"
    assert [unit.name for unit in UnitLines().clean(decomposed)] == ["Ban Tuyên giáo"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_office():
    Installation.this()
    start, done = threading.Barrier(2), []

    def one(name):
        try:
            form = SetupForm(filled(username=name), address=name)
            assert form.is_valid(), form.errors
            start.wait(20)
            try:
                done.append(form.save(on=date(2024, 3, 25)).username)
            except ValidationError as error:
                done.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[name]) for name in ("mot", "hai")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "late" in done
    assert len(done) == 2
    assert User.objects.count() == 1
    assert Unit.objects.filter(kind="committee").count() == 1


def test_who_comes_second_is_told(client, db, monkeypatch):
    """Between the look and the save somebody else was quicker."""
    looks = iter([True, False, False])
    monkeypatch.setattr(Installation, "is_to_be_set_up", property(lambda self: next(looks)))
    page = send(client)
    assert page.status_code == 200
    assert "somebody else" in str(page.context["form"].non_field_errors())
    assert nothing_was_made()


def test_signing_in_leads_to_it_while_there_is_nobody(client, db):
    assert reverse("setup") in client.get(reverse("sign-in")).content.decode()
    send(client)
    client.logout()
    assert reverse("setup") not in client.get(reverse("sign-in")).content.decode()


def test_the_terminal_shows_the_code_until_there_is_an_office(client, db):
    assert Installation.this().setup_code in output("setup_code")
    send(client)
    assert output("setup_code") == ""


def test_the_terminal_shows_the_accounts_of_a_demonstration_only(db):
    assert output("demo_accounts") == ""
    Installation.this()
    Installation.objects.update(demonstration_on=date(2024, 3, 25))
    assert "tuyen-giao" in output("demo_accounts")
    assert "binh-son-2024" in output("demo_accounts")
