"""What happened in the demonstration: every entry by a verb, in the order of time, the same for the same day."""

import heapq
import random
import uuid
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import count

from tasks.models import Assignment, Paper
from tasks.models.calendar import Calendar
from tasks.models.rights import party, posts_of
from units.models import Unit
from units.periods import ZONE

SHOWN = "chau-o"  # the head whose pages the demonstration shows


class Story:
    """Plays what units, office and board did with each assignment, from the day it was given until the day before ``on``."""

    def __init__(self, *, committee, people, units, scripts, on, seed):
        self.people, self.units, self.scripts, self.on = people, units, scripts, on
        self.dice, self.calendar = random.Random(seed), Calendar()  # noqa: S311  (a story, no secret)
        self.coming, self.order = [], count()
        self.diligence = {}
        self.posts = posts_of(committee, on=on)

    def at(self, day, hour=None):
        """An instant of a working day, in office hours."""
        day = self.calendar.on_or_after(day)
        minutes = self.dice.randrange(0, 540) if hour is None else hour * 60 - 450
        return datetime.combine(day, time(7, 30), tzinfo=ZONE) + timedelta(minutes=minutes)

    def plan(self, when, deed, *args):
        """``deed(when, *args)`` happens then, if that is before the story's end."""
        if when.date() < self.on:
            heapq.heappush(self.coming, (when, next(self.order), deed, args))

    def play(self):
        """Everything that is planned, and what comes of it, in the order of time."""
        while self.coming:
            when, _order, deed, args = heapq.heappop(self.coming)
            deed(when, *args)

    def lately(self, when):
        """What an office has on its table on any day: work declined, a request for time, an urging, a leader's question, news by telephone."""
        today, usual = when.date(), {"now": when}
        rows = Assignment.objects.open().filter(opened_for_person=None, unit__in=[unit for unit in self.people if unit in self.units])
        rows = list(rows.select_related("task__provision__resolution__committee", "unit").order_by("-period_start", "pk"))
        mine = [row for row in rows if self.people[row.unit_id].username == SHOWN]
        fresh = [row for row in rows if row.state == "assigned" and row not in mine]
        late = [row for row in rows if row.due_on and row.due_on < today]
        ahead = [row for row in mine if row.due_on and row.due_on > today]
        deeds = [
            (fresh[:1], "decline", "unit", {"text": "Nội dung này do đơn vị khác chủ trì theo quy chế phối hợp."}),
            (late[:2], "urge", "board", {"text": "Đề nghị báo cáo kết quả trong tuần này."}),
            (
                ahead[:1],
                "ask_time",
                "unit",
                {"text": "Chờ hướng dẫn của cấp trên.", "wanted_on": ahead and ahead[0].due_on + timedelta(days=9)},
            ),
            (ahead[1:2], "remark", "leader", {"text": "Nêu rõ khó khăn và cách giải quyết.", "wanted_on": today + timedelta(days=14)}),
            (ahead[2:3], "log", "office", {"text": "Đơn vị báo qua điện thoại: đã triển khai đến các chi bộ.", "happened_on": today}),
        ]
        for found, verb, who, said in deeds:
            for row in found:
                by = self.people[row.unit_id if who == "unit" else who]
                behalf = {"on_behalf_of": row.unit, "channel": "telephone"} if who == "office" else {}
                row.refresh_from_db()
                getattr(row, verb)(by=by, seen=row.number, key=self.key(), **usual, **said, **behalf)

    def key(self):
        return uuid.UUID(int=self.dice.getrandbits(128))

    def given(self, rows):
        """Units that have just been given work go their own way: most in time, some late, a few silent."""
        for row in rows:
            dice = self.dice
            diligence = self.diligence.setdefault(row.unit_id, dice.betavariate(5, 2))
            given_on, due_on = row.assigned_at.date(), row.due_on
            span = max(6, (due_on - given_on).days)
            if dice.random() < 0.04 * (1.4 - diligence):
                continue
            received = given_on + timedelta(days=dice.randint(1, 9))
            self.plan(self.at(received), self.receive, row.pk)
            for part in sorted(dice.random() for _ in range(dice.randint(0, 2))):
                self.plan(self.at(received + timedelta(days=1 + int(part * span * 0.7))), self.log, row.pk)
            early = dice.random() < 0.25 * diligence
            slack = int(span * dice.uniform(0.2, 0.6)) if early else int(dice.gauss(12 * diligence - 3, 6))
            if dice.random() < 0.93:
                self.plan(self.at(due_on - timedelta(days=min(slack, int(span * 0.6)))), self.submit, row.pk)

    def actor(self, row):
        """Who writes for the unit: mostly its head; for some communes now and then the office, by telephone."""
        if row.is_of_a_person:
            return row.person.user, {}
        if row.unit.kind == Unit.Kind.SUBORDINATE and self.dice.random() < 0.12:
            return self.people["office"], {"on_behalf_of": row.unit, "channel": self.dice.choice(["telephone", "paper"])}
        return self.people[row.unit_id], {}

    def now(self, pk):
        """An assignment as it stands, with its task and unit at hand, and the task's script."""
        row = Assignment.objects.get(pk=pk)
        row.task, script = self.scripts[row.task_id]
        row.unit = self.units[row.unit_id]
        return row, script

    def figures(self, row, script, *, last):
        """What is reported of the task's measure, near the target when it is the last report."""
        if script.get("is_share"):
            low, high = script["whole"]
            whole = self.whole(row, low, high)
            share = self.dice.uniform(0.9, 1) if last else self.dice.uniform(0.3, 0.8)
            return {"figure": Decimal(round(whole * share)), "figure_out_of": Decimal(whole)}
        if "count" in script:
            return {"figure": Decimal(self.dice.randint(*script["count"]))}
        return {}

    def whole(self, row, low, high):
        """The same for a unit throughout: its number of cells or members."""
        return random.Random(f"{row.unit_id}/{low}").randint(low, high)  # noqa: S311

    def said(self, row, script, when, *, last):
        by, behalf = self.actor(row)
        told = {"text": self.dice.choice(script["done" if last else "news"]), "happened_on": when.date(), **behalf}
        if not last and script.get("obstacles") and self.dice.random() < 0.35:
            told["obstacles"] = self.dice.choice(script["obstacles"])
        if not last and "measure" not in script:
            told["percent"] = self.dice.choice([20, 30, 50, 60])
        if last and (script.get("evidence_required") or self.dice.random() < 0.3):
            told["evidence"] = [Paper(f"{self.dice.randint(5, 180):02}-BC/{row.unit.code}", when.date(), row.unit.name)]
        return {"by": by, "seen": row.number, "key": self.key(), "now": when, **told, **self.figures(row, script, last=last)}

    def receive(self, when, pk):
        row, _script = self.now(pk)
        if row.state == "assigned":
            by = row.person.user if row.is_of_a_person else self.people[row.unit_id]
            row.receive(by=by, seen=row.number, key=self.key(), now=when)

    def log(self, when, pk):
        row, script = self.now(pk)
        if row.is_open:
            row.log(**self.said(row, script, when, last=False))

    def submit(self, when, pk):
        row, script = self.now(pk)
        if row.is_open:
            row.submit(**self.said(row, script, when, last=True))
            self.plan(self.at(when.date() + timedelta(days=self.dice.randint(2, 12))), self.judge, pk)

    def judge(self, when, pk):
        """The verifier looks at it: mostly fine, sometimes sent back once; now and then it waits longer."""
        row, _script = self.now(pk)
        if row.state != "submitted":
            return
        wrote = row.entries.filter(kind="submit").order_by("-number").values_list("by", flat=True)[0]
        leaders = [post for post in self.posts if post.role == post.Role.LEADER]
        named = [*party(row.unit, row.task.supervising_unit, self.posts), *leaders]
        fit = next((post.user for post in named if post.user_id != wrote and post.unit_id != row.unit_id), None)
        if fit is None:
            return
        usual = {"by": fit, "seen": row.number, "key": self.key(), "now": when}
        if self.dice.random() < 0.1:
            row.send_back(
                text=self.dice.choice(["Chưa nêu kết quả cụ thể; đề nghị bổ sung số liệu.", "Thiếu minh chứng; đề nghị gửi kèm văn bản."]),
                **usual,
            )
            self.plan(self.at(when.date() + timedelta(days=self.dice.randint(3, 12))), self.submit, pk)
        else:
            row.verify(**usual)
