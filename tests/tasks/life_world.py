"""The same office twice: in the database and in the book; what is sent to one is looked up in the other."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from tasks.models import Addressee, Assignment, Conflict, Entry, Evidence, Extension, Paper, Part, WrongState
from tasks.proof import problems
from tests.office import START
from tests.tasks.life_deeds import FOR_A_UNIT
from tests.tasks.life_model import Deed, Job, Line, Share, Stand, Work
from tests.tasks.life_people import PARENT, POSTS
from tests.tasks.life_rights import handed_over, sees, verifiers
from tests.tasks.life_rules import Book
from units.models import Appointment, Unit, User
from units.periods import ZONE

GIVEN = datetime(2024, 4, 1, 9, tzinfo=ZONE)
DUE, SOON = date(2024, 5, 10), date(2024, 4, 19)
COUNTED = {"measure": "mô hình mới", "adds_up": True, "target": 5}
SHARE = {"measure": "chi bộ đã sinh hoạt", "is_share": True}
# task: what it is, for whom, what it says beyond
TASKS = {
    "plain": (Job(), ("chau_o", "van_phong"), {"due_on": DUE}),
    "count": (Job(counts=True, adds_up=True, target=5), ("binh_minh",), {"due_on": SOON, **COUNTED}),
    "share": (Job(counts=True, is_share=True), ("phu_nu",), {**SHARE}),
    "rate": (Job(counts=True, is_share=True, target=80), ("chau_o",), {"due_on": DUE, "target": 80, **SHARE}),
    "evidence": (Job(needs_evidence=True), ("tuyen_giao",), {"due_on": SOON, "evidence_required": True}),
    "supported": (Job(), ("binh_minh",), {"due_on": DUE}),
    "persons": (Job(of_persons=True), (), {"due_on": DUE}),
}
SUPPORTING = {"phu_nu": True, "chau_o": False}
REFUSALS = {PermissionDenied: "PermissionDenied", Conflict: "Conflict", WrongState: "WrongState", ValidationError: "ValidationError"}
# what each verb is sent, beside by, seen, key and now
SENT = {
    "receive": "", "decline": "text", "insist": "text", "verify": "text", "send_back": "text", "add": "happened_on text evidence",
    "log": "happened_on text evidence percent figure figure_out_of", "submit": "happened_on text evidence figure figure_out_of",
    "reopen": "text", "ask_time": "text wanted_on", "grant": "text due_on", "refuse": "text", "reschedule": "text due_on", "urge": "text",
    "remark": "text wanted_on", "answer": "text about", "confirm": "text about", "object": "text about", "hand": "text person",
    "take_over": "text", "reassign": "text unit person", "withdraw": "text", "retract": "text",
    "correct": "happened_on text about percent figure figure_out_of", "support": "happened_on text part is_done evidence",
    "return_part": "text part", "pass_part": "text part unit",
}  # fmt: skip


@dataclass
class World:
    """The database's side, and the book beside it."""

    units: dict = field(default_factory=dict)
    users: dict = field(default_factory=dict)
    posts: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)
    parts: dict = field(default_factory=dict)

    @classmethod
    def make(cls, office):
        """Units and people of the book, and its tasks given on 1/4/2024."""
        made = cls(units={**office.units, "committee": office.committee})
        for name in ("chi_bo", "elsewhere"):
            kind = "subordinate" if name == "chi_bo" else "committee"
            parent = made.units.get(PARENT[name])
            made.units[name] = Unit.objects.create(name=f"Đơn vị {name}", kind=kind, parent=parent, code="X", valid_from=date(2020, 1, 1))
        office.units.update(made.units)
        for post in POSTS:
            user = User.objects.filter(username=post.person).first() or office.person(post.person)
            made.users[post.person] = user
            days = {"valid_from": post.since, "valid_until": post.until}
            made.posts[post], _ = Appointment.objects.get_or_create(user=user, unit=made.units[post.unit], role=post.role, **days)
        for user in made.users.values():
            user.__dict__.pop("_posts", None)
        for position, (name, (job, units, fields)) in enumerate(TASKS.items()):
            made.give(office, name, job, units, label=f"I.{position % 6 + 1}", **fields)
        return made

    def give(self, office, name, job, units, **fields):
        task = office.task(units=units, cadence="once", **fields)
        only = None
        if job.of_persons:
            Addressee.objects.create(task=task, role="member")
            only = [self.units["chau_o"].pk, self.units["phu_nu"].pk]
        for unit, required in SUPPORTING.items() if name == "supported" else ():
            Addressee.objects.create(task=task, unit=self.units[unit], part="support", required=required)
        for row in office.assign(task, str(START), only=only):
            whose = row.person.user.username if job.of_persons else self.name_of(row.unit_id)
            self.rows[f"{name}:{whose}"] = row.pk
            self.parts |= {(f"{name}:{whose}", self.name_of(part.opened_for_id)): part.pk for part in row.parts.all()}

    def name_of(self, pk):
        return next((name for name, unit in self.units.items() if unit.pk == pk), None)

    def book(self):
        """A new book in which everything was given and nothing done yet."""
        made = Book()
        for name in self.rows:
            task, whose = name.split(":")
            job, _, fields = TASKS[task]
            post = next(post for post in POSTS if post.person == whose and post.role == "member") if job.of_persons else None
            stand = Stand(post.unit if post else whose, post, fields.get("due_on"))
            work = made.works[name] = Work(name, job, START, [Line(1, "assign", "office", GIVEN, stand)])
            if task == "supported":
                work.parts = {unit: Share(unit, required) for unit, required in SUPPORTING.items()}
        return made

    def send(self, deed: Deed):
        """Do it in the database. A refusal by its name, or the number of the entry; what is refused leaves nothing."""
        row = Assignment.objects.for_pages().get(pk=self.rows[deed.work])
        said = {
            "happened_on": deed.happened_on,
            "text": deed.text,
            "evidence": [Paper(deed.paper)] if deed.paper else [],
            "percent": deed.percent,
            "figure": deed.figure,
            "figure_out_of": deed.out_of,
            "wanted_on": deed.day,
            "due_on": deed.day,
            "about": deed.about,
            "person": self.posts.get(deed.post),
            "unit": self.units.get(deed.unit),
            "part": self.parts.get((deed.work, deed.part), 0),
            "is_done": deed.is_done,
        }
        said = {name: said[name] for name in SENT[deed.verb].split() if name in said}
        if deed.verb in FOR_A_UNIT:
            said["on_behalf_of"] = self.units.get(deed.behalf)
        if deed.verb == "retract":
            papers = Evidence.objects.filter(paper_number=deed.paper, entry__assignment=row) if deed.paper else ()
            said["item"] = next((one.pk for one in papers), 0)
        try:
            with transaction.atomic():
                entry = getattr(row, deed.verb)(
                    by=self.users.get(deed.by), seen=deed.seen, key=uuid.UUID(int=deed.key), now=deed.now, **said
                )
        except tuple(REFUSALS) as refused:
            return next(name for kind, name in REFUSALS.items() if isinstance(refused, kind))
        assert entry.assignment_id == row.pk
        return entry.number

    def stand_of(self, row):
        """The nine of a row or entry, in the book's words."""
        post = next((post for post, one in self.posts.items() if one.pk == row.person_id), None)
        return Stand(
            self.name_of(row.unit_id), post, row.due_on, row.state, row.percent, row.value, row.out_of, row.done_on, row.settled_on
        )

    def compare(self, work):
        """The row, its requests and its parts stand as the book says."""
        row = Assignment.objects.get(pk=self.rows[work.name])
        agree("the row", (row.number, self.stand_of(row)), (work.number, work.stand))
        columns = ("asked__number", "due_before", "wanted_on", "outcome", "decided__number", "granted_on")
        requests = Extension.objects.filter(assignment=row).order_by("pk").values_list(*columns)
        agree("requests for time", [*requests], [tuple(vars(one).values()) for one in work.requests])
        if work.parts:
            parts = Part.objects.filter(assignment=row).values_list("opened_for", "unit", "done_on")
            found = {self.name_of(opened_for): (self.name_of(unit), done_on) for opened_for, unit, done_on in parts}
            agree("supporting parts", found, {name: (part.unit, part.done_on) for name, part in work.parts.items()})

    def compare_log(self, work):
        """Each line of the log: who, what, when, about what, and how the work stood after it."""
        entries = Entry.objects.filter(assignment=self.rows[work.name]).order_by("number").select_related("by", "about")
        for entry, line in zip(entries.prefetch_related("evidence"), work.lines, strict=True):
            who = (entry.kind, entry.by and entry.by.username, entry.recorded_at, self.stand_of(entry))
            agree(f"line {line.number}", who, (line.verb, line.by, line.recorded_at, line.stand))
            if deed := line.deed:
                said = (entry.about and entry.about.number, self.name_of(entry.on_behalf_of_id), entry.text, entry.happened_on)
                day = deed.happened_on or line.recorded_at.date()
                agree(f"what line {line.number} says", said, (line.about, line.behalf, deed.text, day))
                told = (entry.figure, entry.figure_out_of, entry.reported_percent, [one.paper_number for one in entry.evidence.all()])
                papers = [deed.paper] if deed.paper and deed.verb != "retract" else []
                agree(f"what line {line.number} reports", told, (deed.figure, deed.out_of, deed.percent, papers))
            if line.part:
                agree(f"the part in line {line.number}", (self.name_of(entry.part_unit_id), entry.part_done_on), line.part[1:])

    def compare_sight(self, book, person, on):
        """What this person may know of, what they keep reading of what passed on, and what waits for their verification."""
        user, names = self.users[person], {pk: name for name, pk in self.rows.items()}
        seen = {names[pk] for pk in Assignment.objects.visible_to(user, on=on).values_list("pk", flat=True)}
        agree(f"what {person} sees", seen, {work.name for work in book.works.values() if sees(work, person, on)})
        passed = {names[entry.assignment_id]: entry.number for entry in Assignment.objects.handed_over_by(user, on=on)}
        kept = {work.name: handed_over(work, person, on) for work in book.works.values()}
        agree(f"what {person} passed on", passed, {name: number for name, number in kept.items() if number})
        waiting = set(Assignment.objects.waiting_for(user, on=on).values_list("pk", flat=True))
        submitted = [work for work in book.works.values() if work.stand.state == "submitted"]
        agree(f"what waits for {person}", {names[pk] for pk in waiting}, {work.name for work in submitted if person in verifiers(work, on)})
        return waiting

    def compare_end(self, book, remembered, people, on):
        """All of it at the end of a run: every log and row, what was remembered of past instants, what people see, the proof."""
        for work in book.works.values():
            self.compare(work)
            self.compare_log(work)
        for instant, stands in remembered.items():
            then = {entry.assignment_id: self.stand_of(entry) for entry in Assignment.objects.all().as_of(instant)}
            agree(f"as of {instant}", {name: then.get(pk) for name, pk in self.rows.items()}, stands)
        waiting = {person: self.compare_sight(book, person, on) for person in people}
        for row in Assignment.objects.filter(state="submitted").for_pages():
            named = {post.user.username for post in row.verifiers(on=on)}
            agree("who verifies", {person for person in people if row.pk in waiting[person]}, named.intersection(people))
        agree("the proof", list(problems()), [])


def agree(what, found, expected):
    assert found == expected, f"{what}: {found} in the application, {expected} in the book"
