"""No form is taken that another site could have sent. That a look changes nothing, the table of rights proves for every address and role."""

import re

import pytest
from django.urls import reverse

from tests.rights.addresses import of_the_admin, ours
from tests.rights.table import table

pytestmark = pytest.mark.django_db


def is_too_old(answer):
    return answer.status_code == 403 and [template.name for template in answer.templates][:1] == ["403_csrf.html"]


@pytest.mark.parametrize("role", ["office", "head", "admin", "nobody"])
def test_every_post_needs_its_token(world, role):
    strict, wrong = world.client(role, enforce_csrf_checks=True), []
    own = [(name, next(iter(table()[name]))) for name in ours() if name != "password-reset-confirm"]
    paths = [reverse(name, args=world.args(name, which)) for name, which in own]
    paths += [reverse("password-reset-confirm", args=["MQ", "x-1"])]
    paths += [path.replace("<pk>", "1").replace("<type>", "1") for _kind, _model, path in of_the_admin()]
    for path in paths:
        answer = strict.post(path, {"key": "00000000-0000-0000-0000-000000000000"})
        if not is_too_old(answer):
            wrong.append(f"{path} is {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_with_its_token_the_form_is_taken(world):
    """The control."""
    strict = world.client("head", enforce_csrf_checks=True)
    where = reverse("log", args=world.args("log", "ours"))
    page = strict.get(where).content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]
    whole = world.valid("log", "ours")
    assert is_too_old(strict.post(where, whole))
    assert is_too_old(strict.post(where, whole | {"csrfmiddlewaretoken": token[::-1]}))
    assert strict.post(where, whole | {"csrfmiddlewaretoken": token}).status_code == 302
