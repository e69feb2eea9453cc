"""Who is who in the life of an assignment, in plain Python: units, and posts with days. Rights follow from these alone."""

from dataclasses import dataclass
from datetime import date, timedelta

ALWAYS = date(2020, 1, 1)
PARENT = {
    "committee": None,
    "van_phong": "committee",
    "tuyen_giao": "committee",
    "chau_o": "committee",
    "binh_minh": "committee",
    "phu_nu": "committee",
    "chi_bo": "chau_o",  # a cell below Châu Ổ
    "elsewhere": None,  # another district's committee
}
SUPERVISING = "tuyen_giao"

FREE_DAYS = {date(2024, 4, 18), date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)}
WORKED_SATURDAYS = {date(2024, 5, 4)}


@dataclass(frozen=True)
class Post:
    """An appointment: this person, in this unit, with this role, from a day to a day."""

    person: str
    unit: str
    role: str
    since: date = ALWAYS
    until: date | None = None

    def holds(self, on):
        return self.since <= on and (self.until is None or on <= self.until)


POSTS = [
    Post("office", "van_phong", "office"),
    Post("office_two", "van_phong", "office"),
    Post("board", "tuyen_giao", "board"),
    Post("board_two", "tuyen_giao", "board"),
    Post("leader", "committee", "leader"),
    Post("leader_two", "committee", "leader"),
    Post("leader_two", "van_phong", "head"),  # leads the committee and its office
    Post("inspector", "committee", "inspector"),
    Post("head", "chau_o", "head"),
    Post("member", "chau_o", "member"),
    Post("stand_in", "chau_o", "head", date(2024, 4, 12), date(2024, 5, 6)),
    Post("cell", "chi_bo", "head"),
    Post("other", "binh_minh", "head"),
    Post("other_member", "binh_minh", "member"),
    Post("new_head", "binh_minh", "head", date(2024, 4, 16)),
    Post("women", "phu_nu", "head"),
    Post("women_member", "phu_nu", "member", ALWAYS, date(2024, 5, 14)),
    Post("both", "phu_nu", "member"),  # helps out in the office for a month
    Post("both", "van_phong", "office", date(2024, 4, 8), date(2024, 5, 8)),
    Post("board_head", "tuyen_giao", "head"),
    Post("stranger", "elsewhere", "office"),
]
PEOPLE = list(dict.fromkeys(post.person for post in POSTS))
UNIT_ROLES = ("head", "member")
COMMITTEE_ROLES = ("office", "board", "leader", "inspector")


def above(unit):
    """The unit itself and all above it."""
    while unit:
        yield unit
        unit = PARENT[unit]


def related(unit, other):
    """Too near to check it: the unit itself, its parent or its child."""
    return unit == other or PARENT[unit] == other or PARENT[other] == unit


def posts_of(person, on):
    return [post for post in POSTS if post.person == person and post.holds(on)]


def counts(person, *roles, on):
    """Whether one of their appointments with these roles counts for the committee whose document it is."""
    return any(post.role in roles and "committee" in above(post.unit) for post in posts_of(person, on))


def works_in(person, unit, on, roles=UNIT_ROLES):
    return any(post.unit == unit and post.role in roles for post in posts_of(person, on))


def is_working(day):
    return day in WORKED_SATURDAYS or (day.weekday() < 5 and day not in FREE_DAYS)


def working_days_between(first, last):
    """How many working days lie after the first up to the last."""
    return sum(is_working(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
