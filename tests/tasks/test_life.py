"""Random deeds by random people, done twice: in the application, and in a book kept by the README's table. They must never disagree."""

import os
from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tasks.models import Assignment, Entry, Extension, Seal
from tests.tasks.life_deeds import MOODS, Mind
from tests.tasks.life_model import TABLE
from tests.tasks.life_people import PEOPLE
from tests.tasks.life_world import GIVEN, World, agree
from units.periods import local_day

pytestmark = pytest.mark.django_db

FULL = bool(os.environ.get("DONDOC_FULL"))
ROWS = [
    "plain:chau_o", "plain:van_phong", "count:binh_minh", "share:phu_nu", "rate:chau_o", "evidence:tuyen_giao", "supported:binh_minh",
    "persons:member", "persons:women_member", "persons:both",
]  # fmt: skip
deeds = st.lists(
    st.tuples(
        st.integers(0, 48),  # hours until the next deed
        st.integers(0, 2**32),  # chance: who does what, and what they fill in
    ),
    min_size=25,
    max_size=60,
)


@pytest.fixture
def world(office):
    return World.make(office)


def live(world, mood, others, deeds, tally):
    """A run: deed by deed in the application and in the book. Fails where they disagree, and tells the story so far."""
    focus = [MOODS[mood][0], MOODS[mood][0], *others]
    book, sent, remembered, clock = world.book(), [], {}, GIVEN
    try:
        for hours, chance in deeds:
            clock += timedelta(hours=hours, minutes=7)
            lot = Random(f"{chance} {len(sent)}")
            deed = Mind(book, lot, sent, mood).next(focus, clock)
            sent.append(deed)
            work = book.works[deed.work]
            before = work.stand.state
            expected, answered = book.answer(deed), world.send(deed)
            tally[deed.verb, expected if isinstance(expected, str) else "done"] += 1
            agree(f"{deed.verb} of {before} work", answered, expected)
            world.compare(work)
            remembered = {instant: then for instant, then in remembered.items() if instant < work.lines[-1].recorded_at}
            if lot.randrange(8) == 0:
                remembered[clock] = {name: work.stand for name, work in book.works.items()}
            if lot.randrange(8) == 0:
                Seal.objects.seal_until(clock)
                book.sealed = Seal.objects.order_by("day").values_list("day", flat=True).last()
            if lot.randrange(5) == 0:
                world.compare_sight(book, lot.choice(PEOPLE), clock.date())
        world.compare_end(book, remembered, PEOPLE if FULL else PEOPLE[len(sent) % 4 :: 4], local_day(clock))
    except AssertionError as disagreement:
        disagreement.add_note("\n".join(str(deed) for deed in sent if deed.work == sent[-1].work))
        raise


@given(mood=st.sampled_from([*MOODS]), others=st.lists(st.sampled_from(ROWS), max_size=2), deeds=deeds)
@settings(
    max_examples=300 if FULL else 16,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)
def live_often(world, tally, mood, others, deeds):
    with transaction.atomic():
        live(world, mood, others, deeds, tally)
        transaction.set_rollback(True)


def test_the_application_and_the_book_never_disagree(world):
    tally = Counter()
    live_often(world, tally)
    done = {verb for verb, answer in tally if answer == "done"}
    assert len(done) >= len(TABLE) - (0 if FULL else 7), f"hardly anybody did {set(TABLE) - done}"
    assert {"PermissionDenied", "Conflict", "WrongState", "ValidationError"} <= {answer for _verb, answer in tally}


def by_the_book_day(write):
    """The clock stops on the day on which a report was written down, not on the day of which it tells."""

    def broken(self, kind, **said):
        if kind == Entry.Kind.SUBMIT:
            said["done_on"] = local_day(said["now"])
        return write(self, kind, **said)

    return broken


def without_looking(opened):
    """Nobody looks at the version that was seen."""

    def broken(self, verb, *, seen, **told):
        return opened(self, verb, seen=Assignment.objects.values_list("number", flat=True).get(pk=self.pk), **told)

    return broken


def without_authors(told):
    """Who wrote what was done may verify it, too."""
    return lambda self: told(self).none()


def without_leaders(needs):
    """The office gives as much time as it likes."""
    return lambda self, day, *, on: False


def live_on(world, mood, *, runs):
    """One run after the other, until two disagree."""
    for chance in range(runs):
        lot = Random(chance)
        with transaction.atomic():
            live(world, mood, [], [(lot.randrange(30), lot.getrandbits(32)) for _ in range(50)], Counter())
            transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("model", "name", "mood", "broken"),
    [
        (Assignment, "_write", "again and again", by_the_book_day),
        (Assignment, "_open", "again and again", without_looking),
        (Assignment, "_told", "the whole way", without_authors),
        (Extension, "needs_leader_for", "time", without_leaders),
    ],
)
def test_a_broken_rule_is_found(world, monkeypatch, model, name, mood, broken):
    """The control: with any of the rules broken the two disagree."""
    monkeypatch.setattr(model, name, broken(getattr(model, name)))
    with pytest.raises(AssertionError, match=r"in the application, .* in the book"):
        live_on(world, mood, runs=40)
