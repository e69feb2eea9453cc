"""What every page's head says of the reader's notices."""

from functools import cache

from tasks.models import Notice


def told(request):
    """``unread``: about how many things the reader was told and did not look. Asked only where a page shows it, once; 1 query. Nobody: 0."""

    @cache
    def unread():
        user = getattr(request, "user", None)  # a page that tells of a failure may come before anybody is known
        return Notice.objects.visible_to(user).unread().things() if user and user.is_authenticated else 0

    return {"unread": unread}
