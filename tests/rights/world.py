"""One of everything that an address can name: ours (of Châu Ổ), theirs (of Bình Minh), another committee's, a missing one."""

import uuid
from dataclasses import replace
from datetime import date

from django.core.files.base import ContentFile
from django.test import Client

from reports.models import Copy, Report
from resolutions.known import known_of
from resolutions.models import Intake, Provision, Resolution
from resolutions.reader import decode, read
from tasks import files
from tasks.models import Addressee, Assignment, Entry, Evidence, Notice, Outlook, Paper
from tasks.models.ending import shown, to_withdraw
from tasks.proposals import parts_of
from tests.office import SAMPLE, START, Office, at, say
from tests.slips import of, plan
from tests.tasks.made_files import picture
from units.models import Installation, Unit, User
from units.outbox import letter
from units.periods import Period

NOW = at("2024-05-06 10:00")
GONE = 999_999
PDF = b"%PDF-1.4 "

ROLES = ("office", "board", "leader", "head", "member", "inspector", "other", "admin", "nobody")

# Where a verb fits, and where it no longer does: what was done to the assignment before.
FITS = {
    **dict.fromkeys(
        ["receive", "decline", "log", "submit", "ask_time", "reschedule", "urge", "remark", "hand", "take_over", "reassign", "withdraw"], ""
    ),
    **dict.fromkeys(["verify", "send_back"], "submit"),
    **dict.fromkeys(["add", "reopen"], "submit verify"),
    **dict.fromkeys(["grant", "refuse"], "ask_time"),
    "insist": "decline",
    "answer": "remark",
    **dict.fromkeys(["confirm", "object"], "written"),
    "correct": "log",
}
PAST = {
    **dict.fromkeys(["receive", "decline", "submit", "ask_time", "reschedule", "urge", "hand", "grant", "refuse", "take_over"], "submit"),
    **dict.fromkeys(["log", "withdraw"], "submit verify"),
    **dict.fromkeys(["verify", "send_back", "insist", "add", "reopen"], ""),
    "reassign": "submit",
    "remark": "withdraw",
    "answer": "remark withdraw",
    **dict.fromkeys(["confirm", "object"], "written withdraw"),
    "correct": "log submit verify",
}
ABOUT = ("answer", "confirm", "object", "correct")  # an entry: the second of the log, in all of these
PARTS = ("support", "return_part", "pass_part")
READ_PARTS = ("intake-part", "intake-join", "intake-split")  # I.2, the third part of an intake, in all of these


class World:
    """The small committee of ``tests.office`` and a second one beside it; objects are made when they are first asked for."""

    def __init__(self):
        self.office = Office.make()
        self.office.read()
        self.admin = User.objects.create_superuser("admin", "admin@example.org", "mat khau dai", full_name="Quản trị")
        self.elsewhere = Office()
        self.elsewhere.committee = Unit.objects.create(name="Huyện ủy Trà Bồng", code="HU", kind="committee", valid_from=START)
        for key, kind in [("van_phong", "advising"), ("tuyen_giao", "advising"), ("chau_o", "subordinate")]:
            self.elsewhere.units[key] = Unit.objects.create(
                name=f"{key} Trà Bồng", kind=kind, parent=self.elsewhere.committee, valid_from=START
            )
        for key, unit, role in [
            ("office", "van_phong", "office"),
            ("board", "tuyen_giao", "board"),
            ("head", "chau_o", "head"),
            ("leader", None, "leader"),
        ]:
            self.elsewhere.people[key] = Office.person(
                f"{key}_tra_bong", self.elsewhere.units[unit] if unit else self.elsewhere.committee, role
            )
        self.elsewhere.read()
        Installation.this()
        self.made = {}

    def client(self, role, **more):
        """Someone of this role, signed in."""
        client = Client(**more)
        if role != "nobody":
            client.force_login(self.admin if role == "admin" else getattr(self.office, role))
        return client

    def clients(self):
        return {role: self.client(role) for role in ROLES}

    def find(self, what, which):
        """The object of this kind and whose it is, such as ``find("task", "theirs")``, made once."""
        if (what, which) not in self.made:
            self.made[what, which] = getattr(self, f"make_{what}")(which)
        return self.made[what, which]

    def make_document(self, which):
        if which == "foreign":
            return self.elsewhere.resolution
        if which == "draft":
            data = SAMPLE.read_bytes() + b"\n"
            return Resolution.objects.keep(
                replace(read(decode(data)), subject="Bản dự thảo"), committee=self.office.committee, data=data, name="du-thao.txt",
                by=self.office.office, now=NOW,
            )  # fmt: skip
        if which == "newer":
            data = SAMPLE.read_bytes() + b"\n" * 4
            document = Resolution.objects.keep(
                read(decode(data)), committee=self.office.committee, data=data, name="moi.txt", by=self.office.office, now=NOW
            )
            Resolution.objects.filter(pk=document.pk).update(replaces=self.office.resolution, version=2)
            document.put_in_force(by=self.office.office, on=NOW.date(), without_number=True, without_date=True)
            return document
        return self.office.resolution

    def make_intake(self, which):
        """A document on its way in, on the desk of that committee's office; 'newer' is a version of ours. No task is proposed."""
        office = self.elsewhere if which == "foreign" else self.office
        data = SAMPLE.read_bytes() + b"\n" * (5 if which == "newer" else 3)
        document = read(decode(data))
        parts = parts_of(document, known_of(office.committee, on=NOW.date()))
        for part in parts:
            part["tasks"] = []
        told = {"data": data, "name": "kl.txt", "by": office.office, "now": NOW, "key": uuid.uuid4()}
        told["replaces"] = office.resolution if which == "newer" else None
        return Intake.objects.take_in(document, parts, committee=office.committee, **told)

    def make_unit(self, which):
        return {"ours": self.office.chau_o, "theirs": self.office.binh_minh, "foreign": self.elsewhere.chau_o}[which]

    def make_provision(self, which):
        provisions = self.find("document", which).provisions
        return provisions.filter(kind=Provision.Kind.SHORTCOMING).first() if which == "finding" else provisions.get(label="I.3")

    def make_task(self, which):
        """A task done once; 'fresh' is not given yet, 'shared' is supported by Châu Ổ, 'below' is for a unit under it, 'counted' has a target."""
        office = self.elsewhere if which == "foreign" else self.office
        once = {"cadence": "once", "title": f"Việc {which}"}
        if which == "below" and "chi_bo" not in office.units:
            office.units["chi_bo"] = Unit.objects.create(name="Chi bộ 1", kind="subordinate", parent=office.chau_o, valid_from=START)
        units = {"theirs": ["binh_minh"], "shared": ["binh_minh"], "below": ["chi_bo"], "person": []}.get(which, ["chau_o"])
        if which == "counted":
            once |= {"measure": "chi bộ", "target": 10}
        task = office.task(units=units, **once)
        if which == "person":
            Addressee.objects.create(task=task, role="leader")
        if which in ("shared", "foreign"):
            Addressee.objects.create(task=task, unit=office.units["chau_o" if which == "shared" else "tuyen_giao"], part="support")
        if which != "fresh":
            office.assign(task, due_on=date(2024, 6, 15))
        if which == "halted":
            task.halt(by=office.office, now=NOW, key=uuid.uuid4(), day=NOW.date(), reason="x")
        return task

    def make_assignment(self, which):
        """Of the task of that name; 'ours submit' is of a task of its own, to which that was done."""
        which, _blank, deeds = which.partition(" ")
        office = self.elsewhere if which == "foreign" else self.office
        if not deeds:
            return self.find("task", which).assignments.get()
        row = self.make_task(which).assignments.get()
        doer = office.people[{"theirs": "other", "shared": "other", "person": "leader"}.get(which, "head")]
        if which == "below":
            doer = office.office
        for deed in deeds.split():
            told = self.behalf(which, row) if deed in ("log", "submit") else {}
            match deed:
                case "written":
                    say(row, "log", office.office, "2024-04-08", on_behalf_of=row.unit)
                case "ask_time":
                    say(row, deed, doer, "2024-04-08", text="x", wanted_on=date(2024, 6, 20))
                case "verify" | "remark" | "withdraw":
                    by = {"verify": "office" if which == "person" else "board", "remark": "leader", "withdraw": "office"}[deed]
                    say(row, deed, office.people[by], "2024-04-15", text="x")
                case _:
                    say(row, deed, doer, "2024-04-08", **told, **({"text": "x"} if deed == "decline" else {}))
        return row

    def make_notice(self, which):
        """What the head of that unit was told about its work; 'lost' is about work that is not theirs."""
        office = self.elsewhere if which == "foreign" else self.office
        row = self.find("assignment", {"lost": "theirs"}.get(which, which))
        return told(office.people["other" if which == "theirs" else "head"], row, text=f"{row.code}: sắp đến hạn.")

    def make_part(self, which):
        """The part of Châu Ổ in 'shared' (or another committee's), reported done; 'past' is of verified work."""
        name = {"past": "shared"}.get(which, which)
        office = self.elsewhere if which == "foreign" else self.office
        part = self.make_task(name).assignments.get().parts.get()
        told = {"part": part.pk, "text": "x", "happened_on": date(2024, 4, 8), "is_done": True}
        say(part.assignment, "support", office.people["office"], "2024-04-08", on_behalf_of=part.unit, **told)
        if which == "past":
            say(part.assignment, "submit", office.other, "2024-04-09")
            say(part.assignment, "verify", office.board, "2024-04-15")
        return part

    def make_post(self, which):
        """The appointment of a leader of the past, with a duty that is left open."""
        office = self.elsewhere if which == "foreign" else self.office
        post = office.person(f"old_{which}", office.committee, "leader").appointments.get()
        task = office.task(units=[], cadence="once", title=f"Việc cá nhân {which}")
        Addressee.objects.create(task=task, role="leader")
        office.assign(task, due_on=None)
        post.valid_until = date(2024, 4, 30)
        post.save(update_fields=["valid_until"])
        return post

    @staticmethod
    def behalf(which, row):
        return {"on_behalf_of": row.unit} if which == "below" else {}

    def make_report(self, which):
        office = self.elsewhere if which == "foreign" else self.office
        asked = {"by": office.office, "committee": office.committee, "period": Period.holding(START, "quarterly")}
        report = Report.objects.ask(key=uuid.uuid4(), cutoff=NOW, now=NOW, **asked)
        if which in ("drafted", "issued"):
            report.draft()
        if which in ("ready", "issued"):
            report.file.save("report.pdf", ContentFile(PDF), save=False)
            report.status, report.size, report.ready_at = Report.Status.READY, len(PDF), NOW
            report.save()
        if which == "issued":
            head = office.board_head
            report.sign(by=head, seen=report.edition, now=NOW)
            report.issue(by=office.board, seen=report.edition, now=NOW)
        if which == "failed":
            Report.objects.filter(pk=report.pk).update(status=Report.Status.FAILED, error="crashed", tries=3)
        return report

    def make_copy(self, which):
        """A copy with a file: a sheet of Châu Ổ ('draft': of a draft), of a unit below it, of Bình Minh, of a leader's duty; 'summary' is the leaders'."""
        report = self.find("report", {"foreign": "foreign", "draft": "drafted"}.get(which, "issued"))
        office = self.elsewhere if which == "foreign" else self.office
        if which == "below":
            self.find("task", "below")
        named = {"theirs": "binh_minh", "below": "chi_bo"}.get(which, "chau_o")
        unit = {"person": office.committee, "summary": None}.get(which, office.units.get(named))
        person = office.leader.appointments.get() if which == "person" else None
        whose = {"kind": "unit" if unit else "summary", "unit": unit, "person": person}
        copy = Copy(
            report=report, line=f"made-{which}", asked_at=NOW, status="ready", size=len(PDF), ready_at=NOW, edition=report.edition, **whose
        )
        copy.file.save("copy.pdf", ContentFile(PDF), save=False)
        copy.save()
        return copy

    def make_mail(self, which):
        """A letter to the head of Châu Ổ that was refused; 'sent' arrived, 'held' is held back, 'reset' holds a link to a new password."""
        head = self.elsewhere.head if which == "foreign" else self.office.head
        made = letter(key=f"{'reset' if which == 'reset' else 'digest'}/{which}", recipient=head, subject="Việc", body="Thân", now=NOW)
        made.status = {"sent": "sent", "held": "held"}.get(which, "failed")
        made.save()
        return made

    def letters(self, name, which):
        """What is filled in where letters are looked at."""
        if name == "mails":
            User.objects.filter(pk=self.office.women.pk).update(email="")
            return {f"address_{self.office.women.pk}": "moi@example.org"}
        if name in ("mails-release", "mails-cancel"):
            self.find("mail", "held")
        return {"seen": 0, "email": "moi@example.org"} if name == "mail" else {}

    def make_slip(self, which):
        """A blue slip that was sent over work due on 5/4/2024 ('ready' has its PDF); 'proposed' is the yellow one after it, which waits."""
        office = self.elsewhere if which == "foreign" else self.office
        unit = {"theirs": "binh_minh", "below": "chi_bo", "person": None}.get(which, "chau_o")
        if which == "below":
            self.find("task", "below")
        task = office.task(units=[unit] if unit else [], cadence="once", title=f"Việc chậm {which}")
        if which == "person":
            Addressee.objects.create(task=task, role="leader")
        rows = office.assign(task, due_on=date(2024, 4, 5))
        [row] = [row for row in rows if not row.person_id or row.person.user == office.leader]
        plan({"ready": "2024-04-15", "proposed": "2024-04-16"}.get(which, "2024-04-12"))
        if which == "proposed":
            plan("2024-04-23")
        slip = of(row, "yellow" if which == "proposed" else "blue")
        if which == "ready":
            slip.file.save("slip.pdf", ContentFile(PDF), save=False)
            slip.status, slip.size, slip.ready_at = slip.Status.READY, len(PDF), NOW
            slip.save()
        return slip

    def make_evidence(self, which):
        """A file attached to the assignment of that name; 'paper' is a paper in a cabinet."""
        if which == "verified":
            row = self.make_task("ours").assignments.get()
            entry = say(row, "log", self.office.head, "2024-04-03", evidence=[Paper("12-BC/ĐU")])
            say(row, "submit", self.office.head, "2024-04-04")
            say(row, "verify", self.office.board, "2024-04-05")
            return Evidence.objects.get(entry=entry)
        if which == "paper":
            return self.attached("ours", Paper("12-BC/ĐU"))
        return self.attached(which, files.store(ContentFile(PDF, name="anh.pdf")))

    def make_picture(self, which):
        """A picture attached to the assignment of that name; 'file' and 'paper' are evidence that is none."""
        if which in ("file", "paper"):
            return self.find("evidence", "ours" if which == "file" else "paper")
        return self.attached(which, files.store(ContentFile(picture(), name="anh.png")))

    def attached(self, which, evidence):
        """This evidence, brought by the unit of that assignment."""
        office = self.elsewhere if which == "foreign" else self.office
        by = office.people[{"theirs": "other", "shared": "other"}.get(which, "head")]
        entry = say(self.find("assignment", which), "log", by, "2024-04-03", evidence=[evidence])
        return Evidence.objects.get(entry=entry)

    def args(self, name, which):
        """The arguments of the address ``name`` that mean this object; none where it takes none."""
        kind = KINDS.get(name)
        if name == "calendar-day":
            return ["2024-02-30" if which == "gone" else "2024-06-15"]
        if kind is None:
            return []
        if name == "report-check":
            return ["2222222222" if which == "gone" else self.find(kind, which).check_code]
        if name == "report-rows":
            return [GONE if which == "gone" else self.find(kind, which).pk, "all.assigned"]
        if which == "gone":
            return [GONE, 2] if name in (*ABOUT, *PARTS, *READ_PARTS) else [GONE]
        if name in FITS:
            deeds = PAST[name] if which == "past" else FITS[name]
            row = self.find("assignment", f"{'ours' if which == 'past' else which} {deeds}".strip())
            return [row.pk, 2] if name in ABOUT else [row.pk]
        if kind == "part":
            part = self.find(kind, which)
            return [part.assignment_id, part.pk]
        if name == "retract" and which == "past":
            return [self.find("evidence", "verified").pk]
        if name in READ_PARTS:
            return [self.find(kind, which).pk, 3]
        return [self.find(kind, which).pk]

    def valid(self, name, which):
        """What a person with the right would send to this address to have it done."""
        of_work = name in FITS or name in PARTS
        row = Entry.objects.filter(assignment=self.args(name, which)[0]).order_by("number").last() if of_work else None
        if name == "retract" and which != "gone":
            self.find("evidence", "paper")
            row = self.find("evidence", "verified" if which == "past" else which).entry.assignment.entries.order_by("number").last()
        written = {"text": "Đã làm.", "happened_on": "06/05/2024"}
        key = str(uuid.uuid4())
        verb = {"seen": row.number if row else 1, "key": key, "text": "Đã làm."}
        return {
            **dict.fromkeys([*FITS, *PARTS, "retract"], verb),
            **dict.fromkeys(["add", "correct"], verb | written),
            "support": verb | written | {"channel": "telephone"},
            "answer": verb | {"channel": "telephone"},
            "ask_time": verb | {"wanted_on": "20/06/2024"},
            "grant": verb | {"due_on": "20/06/2024"},
            "reschedule": verb | {"due_on": "28/06/2024"},
            "hand": verb | {"person": self.office.member.appointments.get().pk},
            "reassign": verb | {"unit": self.office.phu_nu.pk, "person": self.office.board.appointments.get().pk},
            "pass_part": verb | {"unit": self.office.phu_nu.pk},
            "log": verb | {"happened_on": "06/05/2024", "percent": "50", "channel": "telephone"},
            "submit": verb | {"happened_on": "06/05/2024", "channel": "telephone"},
            "task": {"key": key, "due_on": "30/06/2024"},
            "task-create": task_form(self.office),
            "document-read": {"key": key, "text": SAMPLE.read_text() + "\n\n"},
            "intake": {"seen": 1, "cadence": "yearly"},
            "intake-head": {"seen": 1, "kind": "Kết luận", "issuer": "Huyện ủy", "subject": "Trích yếu"},
            "intake-part": {"seen": 1, "tasks": 0, "label": "I.9", "kind": "other"},
            "intake-join": {"seen": 1},
            "intake-changes": {"seen": 1, "looked_at": []},
            "intake-add": {"seen": 1, "at": self.place(name, which)},
            "intake-split": {"seen": 1, "at": self.place(name, which)},
            "intake-enter": {"seen": 1, "without_number": "on", "without_date": "on"},
            "document-force": {"without_number": "on", "without_date": "on"},
            "document-register": {"number": "12-KL/HU"},
            "reports": {"key": key, "period": "2024-Q2"},
            "slips": {"row": self.touched(name, which), "deed": "send"},
            **decisions(self.office, key),
            "report": {},
            "report-text": {"key": key, "seen": 1, "add-summary": "Thêm một câu."},
            "report-check": {},
            "report-copies": {"copy": "summary"},
            "report-copy": {},
            "notices-read": {"until": self.find("notice", "ours").pk} if name == "notices-read" else {},
            "many": {**verb, "verb": "urge", "seen": self.touched(name, which), "confirm": "1"},
            "handover-accept": {"key": key, "seen": "7:1"},
            "handover-person": {
                "key": key,
                "text": "x",
                "person": self.office.leader.appointments.get().pk,
                "seen": self.touched(name, which),
            },
            "task-withdraw": {"key": key, "text": "x", "seen": self.touched(name, which)},
            "document-withdraw": {"key": key, "text": "x", "seen": self.touched(name, which)},
            "task-halt": {"key": key, "day": "06/06/2024", "reason": "x"},
            "task-go-on": {"day": "06/06/2024"},
            "task-further": {"key": key, "units": [self.office.phu_nu.pk]},
        }.get(name) or self.letters(name, which)

    def place(self, name, which):
        """Where that part of an intake may be split, or where something begins that was passed over."""
        if which == "gone" or name not in ("intake-add", "intake-split"):
            return 0
        intake = self.find("intake", which)
        return intake.uncovered()[0][0] if name == "intake-add" else intake.places_to_split(intake.part(3))[0][0]

    def touched(self, name, which):
        """The assignments that a form for many rows carries, as they were seen."""
        if which == "gone":
            return ""
        if name == "slips":
            return self.find("slip", "proposed").pk
        if name == "many":
            return shown([self.find("assignment", "ours")])
        if name == "handover-person":
            return shown(list(self.find("post", which).assignment_set.all()))
        if name == "task-withdraw":
            return shown(list(self.find("task", which).assignments.all()))
        return shown(list(to_withdraw(Assignment.objects.filter(task__provision__resolution=self.office.resolution))))


KINDS = {
    **dict.fromkeys(
        [
            "document",
            "document-force",
            "document-register",
            "document-discard",
            "document-source",
            "document-withdraw",
            "document-changes",
        ],
        "document",
    ),
    **dict.fromkeys(["intake", "intake-head", "intake-add", "intake-changes", "intake-enter", "intake-discard", *READ_PARTS], "intake"),
    "task-create": "provision",
    **dict.fromkeys(["task", "task-discard", "task-halt", "task-go-on", "task-further", "task-withdraw"], "task"),
    **dict.fromkeys(PARTS, "part"),
    "handover-person": "post",
    "retract": "evidence",
    "assignment": "assignment",
    **dict.fromkeys(FITS, "assignment"),
    **dict.fromkeys(["notice", "notice-read"], "notice"),
    "proof": "assignment",
    "evidence": "evidence",
    "unit-rename": "unit",
    **dict.fromkeys(["mail", "mail-cancel"], "mail"),
    "evidence-picture": "picture",
    **dict.fromkeys(
        [
            "report",
            "report-state",
            "report-text",
            "report-rows",
            "report-pdf",
            "report-docx",
            "report-xlsx",
            "report-json",
            "report-check",
            "report-copies",
        ],
        "report",
    ),
    **dict.fromkeys(["report-copy", "report-copy-file"], "copy"),
    **dict.fromkeys(["slip", "slip-pdf", "slip-receive"], "slip"),
}


def told(user, row, *, step="T-7", at=NOW, **more):
    """A notice to this person about an assignment, as a planner writes it."""
    number = Notice.objects.count()
    fields = {"basis": row.entries.order_by("number").first(), "text": f"{row.code}: sắp đến hạn.", **more}
    return Notice.objects.create(key=f"{user.pk}/{row.pk}/{step}/{number}", recipient=user, assignment=row, step=step, made_at=at, **fields)


def decisions(office, key):
    """A merger, a split and a new name, as the office confirms them."""
    said = {"key": key, "on": "06/05/2024", "decision": "15-QĐ/HU, 6/5/2024", "confirm": "yes"}

    def seen(*olds):
        return Outlook(olds, [], on=NOW.date(), user=office.office, today=NOW.date()).seen

    return {
        "merge": said | {"olds": [office.chau_o.pk, office.binh_minh.pk], "name": "Xã mới", "seen": seen(office.chau_o, office.binh_minh)},
        "split": said | {"old": office.chau_o.pk, "lines": "Phường Đông\nPhường Tây; Tây; ĐU", "seen": seen(office.chau_o)},
        "unit-rename": said | {"name": "Tên mới"},
    }


def task_form(office, **more):
    """A task as the office fills it in."""
    return {
        "title": "Việc mới", "cadence": "once", "starts_on": "06/05/2024", "due_rule": "day", "due_day": "20", "supervising_unit": office.tuyen_giao.pk,
        "units": [office.chau_o.pk], "key": str(uuid.UUID(int=7)), **more,
    }  # fmt: skip
