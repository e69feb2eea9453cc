"""The demonstration's units and people. Accounts are named by what they do; nobody is invented."""

from datetime import date

from django.contrib.auth.hashers import make_password

from units.demo import DEMO_PASSWORD
from units.models import Appointment, Portfolio, Unit, User

SINCE = date(2024, 3, 1)
Role = Appointment.Role

HEADS = [  # the post of who heads a unit, by how the unit's name begins
    ("Đảng bộ", "Bí thư Đảng ủy"),
    ("Đoàn", "Bí thư"),
    ("Huyện đoàn", "Bí thư"),
    ("Ban ", "Trưởng Ban"),
    ("Văn phòng", "Chánh Văn phòng"),
    ("Ủy ban Kiểm tra", "Chủ nhiệm"),
    ("", "Chủ tịch"),
]


def make_units(data):
    """Committee and units as of March 2024: {short name: unit}, the committee under its own short name."""
    committee = Unit.objects.create(kind=Unit.Kind.COMMITTEE, valid_from=SINCE, email="huyen-uy@binhson.example", **data["committee"])
    made = {committee.short_name: committee}
    for kind in ("advising", "government", "front"):
        for name, short, code, letterhead in data["units"][kind]:
            made[short] = Unit.objects.create(
                name=name, short_name=short, code=code, letterhead=letterhead, kind=kind, parent=committee, valid_from=SINCE,
                place=committee.place, letterhead_above=committee.letterhead,
            )  # fmt: skip
    communes = [("thị trấn", "Châu Ổ"), *(("xã", name) for name in data["units"]["communes"].split(", "))]
    for rank, name in communes:
        made[f"Đảng bộ {rank} {name}"] = Unit.objects.create(
            name=f"Đảng bộ {rank} {name}", code="ĐU", kind=Unit.Kind.SUBORDINATE, parent=committee, valid_from=SINCE, place=name,
            letterhead_above=committee.letterhead, letterhead=f"ĐẢNG ỦY {rank.upper()} {name.upper()}",
        )  # fmt: skip
    return made


def person(username, full_name, *, password=None, **more):
    """An account; without a (hashed) password nobody can sign in as it."""
    made = {"username": username, "full_name": full_name, "email": f"{username}@binhson.example", "language": "vi", **more}
    return User.objects.create(password=password or make_password(None), **made)


def make_people(units):
    """The accounts of the sign-in page, and one head for every other unit: {unit pk: head}; 'office', 'board', 'leader' as well."""
    committee, office, board = units["Huyện ủy"], units["Văn phòng"], units["Ban Tuyên giáo"]

    def appoint(user, unit, role, title=""):
        return Appointment.objects.create(user=user, unit=unit, role=role, title=title, valid_from=SINCE)

    password = make_password(DEMO_PASSWORD)
    people = {
        "office": person("van-phong", "Chuyên viên Văn phòng Huyện ủy", password=password),
        "board": person("tuyen-giao", "Trưởng Ban Tuyên giáo Huyện ủy", password=password),
        "leader": person("thuong-truc", "Thường trực Huyện ủy", password=password),
        "inspector": person("kiem-tra", "Chuyên viên Ủy ban Kiểm tra Huyện ủy", password=password),
    }
    person("quan-tri", "Quản trị hệ thống", password=password, is_staff=True, is_superuser=True)
    appoint(people["office"], office, Role.OFFICE, "Chuyên viên")
    appoint(people["board"], board, Role.BOARD, "Trưởng Ban")
    leader = appoint(people["leader"], committee, Role.LEADER, "Phó Bí thư Thường trực")
    appoint(people["inspector"], units["Ủy ban Kiểm tra"], Role.INSPECTOR, "Chuyên viên")
    named = {"Đảng bộ thị trấn Châu Ổ": "chau-o", "Đảng bộ xã Bình Minh": "binh-minh"}
    for number, unit in enumerate(sorted(units.values(), key=lambda unit: unit.pk)):
        if unit == committee:
            continue
        title = next(title for start, title in HEADS if unit.name.startswith(start))
        username = named.get(unit.name, f"don-vi-{number:02}")
        full_name = unit.name.replace("Đảng bộ", title) if unit.kind == Unit.Kind.SUBORDINATE else f"{title} {unit.name}"
        theirs = password if unit.name in named else None
        people[unit.pk] = (
            people["board"] if unit == board else person(username, full_name, password=theirs)
        )  # who heads the board signs reports
        appoint(people[unit.pk], unit, Role.HEAD, title)
        Portfolio.objects.create(leader=leader, unit=unit, valid_from=SINCE)
    staff = person("chau-o-can-bo", "Cán bộ Đảng ủy thị trấn Châu Ổ", password=password)
    appoint(staff, units["Đảng bộ thị trấn Châu Ổ"], Role.MEMBER, "Văn phòng Đảng ủy")
    return people
