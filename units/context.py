"""What every page shows besides its own matter."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from units import kept
from units.models import Installation


def page(request):
    """``installation`` (for the demonstration's banner), ``posts``, the reader's appointments of today, ``watches``, whether one of them
    is of the committee's own, ``keeps_house``, whether they are of an office or the administrator, and for these ``silent_since``, where the
    clock has stopped; ``who``, the mark that forms carry, and ``drafts``, the name of the reader's drafts in the browser. All read
    only when used.
    """

    def posts():
        return request.user.posts(on=timezone.localdate()) if request.user.is_authenticated else []

    def watches():
        return any(post.role in post.COMMITTEE_ROLES for post in posts())

    def keeps_house():
        return request.user.is_staff or any(post.role == post.Role.OFFICE for post in posts())

    installation = SimpleLazyObject(Installation.this)
    return {
        "installation": installation,
        "posts": SimpleLazyObject(posts),
        "watches": SimpleLazyObject(watches),
        "keeps_house": SimpleLazyObject(keeps_house),
        "silent_since": SimpleLazyObject(lambda: keeps_house() and installation.silent_since(timezone.now())),
        "who": SimpleLazyObject(lambda: kept.mark(request.user)),
        "drafts": SimpleLazyObject(lambda: kept.drafts(request.user)),
    }
