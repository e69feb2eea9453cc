"""What every page shows besides its own matter."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from units.models import Installation


def page(request):
    """``installation`` (for the demonstration's banner) and ``posts``, the reader's appointments of today; both only when used."""

    def posts():
        return request.user.posts(on=timezone.localdate()) if request.user.is_authenticated else []

    return {"installation": SimpleLazyObject(Installation.this), "posts": SimpleLazyObject(posts)}
