from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from units.models import Installation


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """For who watches the server: 'ok' as long as the database answers."""
    try:
        Installation.objects.exists()
    except DatabaseError:
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
