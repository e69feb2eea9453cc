"""A small committee for the tests: office, board, leader, inspector, two communes with head and member, a front organisation."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from resolutions.models import Resolution
from resolutions.reader import decode, read
from tasks.models import Addressee, Task
from units.models import Appointment, Unit, User
from units.periods import ZONE

SAMPLE = Path(__file__).resolve().parents[1] / "resolutions" / "samples" / "conclusion-binh-son-2024.txt"
START = date(2024, 4, 1)


def at(text):
    """'2024-05-06 09:30' (or a day alone: 09:00) as an aware instant in Vietnam."""
    return datetime.fromisoformat(text if " " in text else f"{text} 09:00").replace(tzinfo=ZONE)


@dataclass
class Office:
    """Units, people and a document in force, made by ``make``."""

    committee: Unit = None
    units: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    resolution: Resolution = None

    def __getattr__(self, name):
        found = self.__dict__.get("people", {}).get(name) or self.__dict__.get("units", {}).get(name)
        if found is None:
            raise AttributeError(name)
        return found

    @classmethod
    def make(cls):
        made = cls()
        made.committee = Unit.objects.create(
            name="Huyện ủy Bình Sơn", short_name="Huyện ủy", code="HU", kind=Unit.Kind.COMMITTEE, place="Bình Sơn",
            letterhead_above="ĐẢNG BỘ TỈNH QUẢNG NGÃI", letterhead="HUYỆN ỦY BÌNH SƠN", valid_from=date(2020, 1, 1),
        )  # fmt: skip
        for key, name, kind in [
            ("van_phong", "Văn phòng Huyện ủy", Unit.Kind.ADVISING),
            ("tuyen_giao", "Ban Tuyên giáo Huyện ủy", Unit.Kind.ADVISING),
            ("chau_o", "Đảng bộ thị trấn Châu Ổ", Unit.Kind.SUBORDINATE),
            ("binh_minh", "Đảng bộ xã Bình Minh", Unit.Kind.SUBORDINATE),
            ("phu_nu", "Hội Liên hiệp Phụ nữ huyện", Unit.Kind.FRONT),
        ]:
            made.units[key] = Unit.objects.create(name=name, kind=kind, parent=made.committee, valid_from=date(2020, 1, 1), code="ĐU")
        for key, unit, role in [
            ("office", "van_phong", "office"),
            ("board", "tuyen_giao", "board"),
            ("board_two", "tuyen_giao", "board"),
            ("leader", None, "leader"),
            ("inspector", None, "inspector"),
            ("head", "chau_o", "head"),
            ("member", "chau_o", "member"),
            ("other", "binh_minh", "head"),
            ("women", "phu_nu", "head"),
            ("board_head", "tuyen_giao", "head"),
        ]:
            made.people[key] = made.person(key, made.units[unit] if unit else made.committee, role)
        return made

    @staticmethod
    def person(name, unit=None, role="member", *, since=date(2020, 1, 1), until=None, **fields):
        """Someone who can sign in with the password 'mat khau dai' and holds this one appointment."""
        user = User.objects.create_user(name, f"{name}@example.org", "mat khau dai", full_name=name.replace("_", " ").title(), **fields)
        if unit:
            Appointment.objects.create(user=user, unit=unit, role=role, valid_from=since, valid_until=until)
        return user

    def read(self, *, in_force_on=START):
        """The Bình Sơn conclusion, kept and put in force without number and date."""
        data = SAMPLE.read_bytes()
        now = at(str(in_force_on))
        self.resolution = Resolution.objects.keep(
            read(decode(data)), committee=self.committee, data=data, name="ket-luan.txt", by=self.office, now=now
        )
        self.resolution.put_in_force(by=self.office, on=in_force_on, without_number=True, without_date=True)
        return self.resolution

    def task(self, label="I.3", *, units=("chau_o", "binh_minh"), kinds=(), **fields):
        """A task of the provision with this label, for these units or classes, supervised by the Propaganda Board."""
        fields = {"title": f"Nhiệm vụ {label}", "cadence": "quarterly", "starts_on": START, **fields}
        task = Task(
            provision=self.resolution.provisions.get(label=label),
            supervising_unit=self.tuyen_giao,
            created_at=at(str(fields["starts_on"])),
            **fields,
        )
        task.full_clean()
        task.save()
        for key in units:
            Addressee.objects.create(task=task, unit=self.units[key])
        for kind in kinds:
            Addressee.objects.create(task=task, unit_kind=kind)
        return task

    def assign(self, task, now="2024-04-01", **more):
        """Given by the office; a list of assignments, one a unit in the order of names."""
        now = at(now)
        if "period" not in more:
            more["period"] = (task.periods_to_open(on=now.date()) or [None])[-1]
        return task.assign(by=self.office, now=now, key=uuid.uuid4(), **more)


def say(assignment, verb, by, day, **more):
    """Do a verb on a day with the usual arguments: the version just read, a new key, that day."""
    assignment.refresh_from_db()
    now = more.pop("now", None) or at(day)
    usual = {"seen": assignment.number, "key": uuid.uuid4(), "now": now}
    if verb in ("log", "submit"):
        usual |= {"happened_on": now.date(), "text": "Đã làm."}
    if verb in ("send_back", "withdraw"):
        usual["text"] = "Chưa rõ kết quả."
    by = by if not isinstance(by, str) else User.objects.get(username=by)
    return getattr(assignment, verb)(by=by, **{**usual, **more})


ONE_DAY = timedelta(days=1)
