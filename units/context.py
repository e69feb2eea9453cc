"""What every page shows besides its own matter."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from units import kept
from units.models import Installation


def page(request):
    """``installation`` (for the demonstration's banner), ``posts``, the reader's appointments of today, and ``watches``, whether one of them
    is of the committee's own; ``who``, the mark that forms carry, and ``drafts``, the name of the reader's drafts in the browser. All read
    only when used.
    """

    def posts():
        return request.user.posts(on=timezone.localdate()) if request.user.is_authenticated else []

    def watches():
        return any(post.role in post.COMMITTEE_ROLES for post in posts())

    return {
        "installation": SimpleLazyObject(Installation.this),
        "posts": SimpleLazyObject(posts),
        "watches": SimpleLazyObject(watches),
        "who": SimpleLazyObject(lambda: kept.mark(request.user)),
        "drafts": SimpleLazyObject(lambda: kept.drafts(request.user)),
    }
