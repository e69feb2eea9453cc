"""The office's work on many rows at once, on a desk: by mouse, by keyboard alone, without script; and the pages around it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tasks.models import Assignment, Entry
from tests.browser.furnished import Furnished
from tests.browser.test_keyboard import press, tab_to
from tests.browser.test_pages import Visit, look, url
from tests.browser.window import counted, vi
from tests.office import say
from units.models import Appointment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rows(people):
    """I.3 with four units, of which the last reported it done; I.5 with one."""
    today = timezone.localdate()
    people.read(in_force_on=today)
    about = {"cadence": "once", "starts_on": today}
    task = people.task(units=["chau_o", "binh_minh", "phu_nu", "tuyen_giao"], **about)
    found = people.assign(task, today.isoformat(), due_on=today + timedelta(days=20))
    submitted = next(row for row in found if row.unit == people.tuyen_giao)
    say(submitted, "submit", "board_head", "", now=timezone.localtime())
    other = people.assign(people.task("I.5", units=["chau_o"], **about), today.isoformat(), due_on=today + timedelta(days=20))
    return {"can": [row for row in found if row != submitted], "cannot": submitted, "other": other[0]}


@pytest.fixture
def ticked(rows):
    """``ticked(page)``: the list of I.3, all four rows ticked by mouse."""

    def tick(page):
        page.goto(reverse("assignments") + f"?task={rows['cannot'].task_id}")
        expect(page.locator("tbody tr")).to_have_count(4)
        for row in [*rows["can"], rows["cannot"]]:
            page.get_by_label(vi("Choose %(code)s", code=row.code)).check()

    return tick


def previewed(page, words, rows):
    """The page that says what would happen, what cannot and why; nothing is done yet."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(vi(words))
    out = page.get_by_role("region", name=vi("Left out"))
    expect(out.get_by_role("listitem")).to_have_count(1)
    expect(out).to_contain_text(rows["cannot"].code)
    expect(out).to_contain_text(vi("Waiting for verification"))
    these = page.get_by_role("region", name=vi("These"))
    assert these.locator("tbody th").all_inner_texts() == [row.code for row in rows["can"]]
    assert not Entry.objects.filter(kind__in=["urge", "reschedule"]).exists()


def done(page, number):
    expect(page.get_by_role("status").first).to_have_text(counted("Done to %(number)s assignment.", number))


def test_urging_many_of_a_filtered_list(window, people, rows):
    one = window(people.office)
    page = one.page
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name=vi("Assigned work")).click()
    expect(page.locator("tbody tr")).to_have_count(5)
    page.get_by_label(vi("Unit"), exact=True).select_option(label="Đảng bộ thị trấn Châu Ổ")
    page.get_by_role("button", name=vi("Filter")).click()
    expect(page.locator("tbody tr")).to_have_count(2)
    for row in page.get_by_role("checkbox").all()[1:]:
        row.check()
    expect(page.locator(".chosen")).to_have_text("(2)")
    page.get_by_role("button", name=vi("Urge the unit")).click()
    expect(page.get_by_role("region", name=vi("These")).locator("tbody tr")).to_have_count(2)
    page.get_by_role("link", name=vi("Cancel")).click()
    expect(page.locator("tbody tr")).to_have_count(2)  # back in the list as it was filtered
    assert one.complaints() == []


def test_urging_tells_what_cannot_and_why(window, people, rows, ticked):
    one = window(people.office)
    page = one.page
    ticked(page)
    expect(page.locator(".chosen")).to_have_text("(4)")
    page.get_by_role("button", name=vi("Urge the unit")).click()
    previewed(page, "Urge the unit", rows)
    page.get_by_role("button", name=vi("Urge the unit")).click()
    expect(page.locator("#id_text")).to_have_attribute("aria-invalid", "true")
    page.get_by_label(vi("What you want of the units")).fill("Đề nghị báo cáo trước ngày 25.")
    page.get_by_role("button", name=vi("Urge the unit")).click()
    done(page, 3)
    assert set(Entry.objects.filter(kind="urge").values_list("assignment", "text")) == {
        (row.pk, "Đề nghị báo cáo trước ngày 25.") for row in rows["can"]
    }
    assert one.complaints() == []


def test_a_tick_for_all_of_the_page(window, people, rows):
    page = window(people.office).page
    page.goto(reverse("assignments"))
    every = page.get_by_label(vi("Choose all on this page"))
    boxes = page.locator("[name=row]")
    every.check()
    expect(page.locator(".chosen")).to_have_text("(5)")
    boxes.first.uncheck()
    expect(page.locator(".chosen")).to_have_text("(4)")
    assert every.evaluate("box => box.indeterminate && !box.checked")
    every.check()
    every.uncheck()
    assert not any(box.is_checked() for box in boxes.all())
    page.get_by_role("button", name=vi("Urge the unit")).click()
    expect(page.get_by_role("alert")).to_have_text(vi("Choose rows first: tick them in the list."))


def test_another_date_for_many(window, people, rows, ticked):
    page = window(people.office).page
    day = timezone.localdate() + timedelta(days=30)
    ticked(page)
    page.get_by_role("button", name=vi("Set another date")).click()
    previewed(page, "Set another date", rows)
    page.get_by_label(vi("New date")).fill(f"{day:%d/%m/%Y}")
    page.get_by_label(vi("Reason")).fill("Lùi theo kế hoạch của Huyện ủy.")
    page.get_by_role("button", name=vi("Set another date")).click()
    done(page, 3)
    assert set(Assignment.objects.filter(due_on=day)) == set(rows["can"])


def test_one_row_changes_while_the_page_is_open(window, people, rows, ticked):
    """All or nothing: the page comes back with what was typed, says which, and can be sent again."""
    page = window(people.office).page
    ticked(page)
    page.get_by_role("button", name=vi("Urge the unit")).click()
    page.get_by_label(vi("What you want of the units")).fill("Đề nghị báo cáo.")
    changed = next(row for row in rows["can"] if row.unit == people.chau_o)
    say(changed, "log", "head", "", now=timezone.localtime())
    page.get_by_role("button", name=vi("Urge the unit")).click()
    expect(page.get_by_role("alert")).to_contain_text(vi("%(code)s was changed by somebody meanwhile.", code=changed.code))
    assert not Entry.objects.filter(kind="urge").exists()
    expect(page.get_by_label(vi("What you want of the units"))).to_have_value("Đề nghị báo cáo.")
    page.get_by_role("button", name=vi("Urge the unit")).click()
    done(page, 3)


def test_by_keyboard_alone(window, people, rows):
    page = window(people.office).page
    page.goto(reverse("assignments") + f"?task={rows['cannot'].task_id}")
    for box in page.locator("[name=row]").all():
        press(page, box, "Space")
    expect(page.locator(".chosen")).to_have_text("(4)")
    press(page, page.get_by_role("button", name=vi("Set another date")))
    previewed(page, "Set another date", rows)
    day = timezone.localdate() + timedelta(days=30)
    tab_to(page, page.get_by_label(vi("New date")))
    page.keyboard.type(f"{day:%d/%m/%Y}")
    tab_to(page, page.get_by_label(vi("Reason")))
    page.keyboard.type("Lùi họp.")
    page.keyboard.press("Control+Enter")
    done(page, 3)
    assert set(Assignment.objects.filter(due_on=day)) == set(rows["can"])


def test_without_script(window, people, rows, ticked):
    page = window(people.office, script=False).page
    ticked(page)
    expect(page.get_by_label(vi("Choose all on this page"))).to_be_hidden()
    page.get_by_role("button", name=vi("Urge the unit")).click()
    previewed(page, "Urge the unit", rows)
    page.get_by_label(vi("What you want of the units")).fill("Đề nghị báo cáo.")
    page.get_by_role("button", name=vi("Urge the unit")).click()
    done(page, 3)
    assert set(Entry.objects.filter(kind="urge").values_list("assignment", flat=True)) == {row.pk for row in rows["can"]}


def test_a_task_is_withdrawn_with_its_list(window, people, rows):
    one = window(people.office)
    page, task = one.page, rows["cannot"].task
    page.goto(task.get_absolute_url())
    page.get_by_role("link", name=vi("Withdraw the whole task")).click()
    touched = page.get_by_role("region", name=vi("What it touches"))
    assert set(touched.locator("tbody th").all_inner_texts()) == {row.code for row in [*rows["can"], rows["cannot"]]}
    page.get_by_label(vi("Reason")).fill("Thay bằng nhiệm vụ mới.")
    page.get_by_role("button", name=vi("Withdraw all of it")).click()
    expect(page.get_by_role("status").first).to_have_text(counted("Withdrawn, with %(number)s assignment.", 4))
    assert set(Assignment.objects.filter(state="withdrawn")) == {*rows["can"], rows["cannot"]}
    rows["other"].refresh_from_db()
    assert rows["other"].state == "assigned"
    assert one.complaints() == []


def tick_and(verb):
    """All rows of the list that is open, to this verb."""

    def act(window):
        for box in window.page.locator("[name=row]").all():
            box.check()
        return window.send(window.page.locator(f"button[name=verb][value={verb}]"))

    return act


def confirm(window):
    """A preview, sent with nothing filled in."""
    tick_and("reschedule")(window)
    return window.send(window.page.locator("main form button[type=submit]"))


def test_every_page_around_it(window, people):
    furnished = Furnished(people)
    yesterday = furnished.today - timedelta(days=1)
    people.person("truong_ban", people.phu_nu, "head", since=furnished.today)
    duty = people.task("I.4", units=(), kinds=(), title="Người đứng đầu nêu gương", cadence="once", starts_on=furnished.before.start)
    duty.addressees.create(role="head")
    people.assign(duty, furnished.before.start.isoformat(), due_on=None)
    Appointment.objects.filter(user=people.women).update(valid_until=yesterday)
    Appointment.objects.filter(user=people.other).update(valid_until=yesterday)
    successor = people.person("bi_thu_moi", people.binh_minh, "head", since=furnished.today)
    post = Appointment.objects.get(user=people.women)
    listed = url("assignments") + f"?task={furnished.tasks['spread'].pk}"
    look(
        window(people.office),
        [
            Visit("bulk-list", listed),
            Visit("bulk-urge", listed, tick_and("urge")),
            Visit("bulk-reschedule-error", listed, confirm),
            Visit("bulk-reassign", listed, tick_and("reassign")),
            Visit("bulk-withdrawal", url("task-withdraw", furnished.tasks["spread"].pk)),
            Visit("bulk-task-places", url("task", furnished.tasks["fresh"].pk)),
            Visit("bulk-task-given", url("task", furnished.tasks["spread"].pk)),
            Visit("bulk-task-further", url("task-further", furnished.tasks["spread"].pk)),
            Visit("bulk-task-halt", url("task-halt", furnished.tasks["spread"].pk)),
            Visit("bulk-document-withdrawal", url("document-withdraw", furnished.document.pk)),
            Visit("bulk-handover", url("handover")),
            Visit("bulk-handover-person", url("handover-person", post.pk)),
        ],
    )
    look(window(successor), [Visit("bulk-handover-head", url("handover")), Visit("bulk-home-new-head", "/")])
