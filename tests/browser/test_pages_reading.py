"""The pages of a document on its way in, and of its versions: they fit, the console is silent, axe finds nothing."""

import pytest

from tests.browser.furnished import Furnished
from tests.browser.test_pages import Visit, look, send, unfold, url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def unfold_all(window):
    """All that is folded away on the page."""
    window.page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")


def test_office_checks(window, people):
    """A new version on its way in, from the overview to what it changed once it is in force."""
    furnished = Furnished(people)
    intake = furnished.make_intake()
    parts = {part["label"]: part["id"] for part in intake.parts}
    one = window(furnished.people.office)
    look(
        one,
        [
            Visit("intake", url("intake", intake.pk), unfold("Made by mistake?")),
            Visit("intake-head", url("intake-head", intake.pk)),
            Visit("intake-head-error", url("intake-head", intake.pk), send(subject="", issued_on="31/02/2024")),
            Visit("intake-part", url("intake-part", intake.pk, parts["I.2"]), unfold_all),
            Visit("intake-part-changed", url("intake-part", intake.pk, parts["I.3"])),
            Visit("intake-part-no-task", url("intake-part", intake.pk, parts["I"])),
            Visit("intake-part-more", url("intake-part", intake.pk, parts["I.2"]) + "?more=1"),
            Visit("intake-changes", url("intake-changes", intake.pk)),
            Visit("intake-enter", url("intake-enter", intake.pk), unfold_all),
            Visit("intake-enter-error", url("intake-enter", intake.pk), send(number="không số")),
        ],
    )
    version = furnished.make_version(intake)
    look(
        one,
        [
            Visit("document-version", url("document", version.pk)),
            Visit("document-changes", url("document-changes", version.pk)),
            Visit("document-replaced", url("document", furnished.document.pk)),
        ],
    )
