from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from units.models import Installation


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """For who watches the server: 'ok' as long as the database answers and the clock ticks."""
    try:
        installation = Installation.objects.first()
    except Error:
        return answer("database", status=503)
    since = installation and installation.silent_since(timezone.now())
    if since:
        return answer(f"silent since {timezone.localtime(since):%Y-%m-%dT%H:%M%z}", status=503)
    return answer("ok")


def answer(words, **more):
    return HttpResponse(words, content_type="text/plain", **more)
