"""Refusals of the log, answered as pages."""

from django.shortcuts import render

from tasks.forms.words import DO
from tasks.models import Conflict
from tasks.models.log import Refused
from units import kept


class refusals:  # noqa: N801  (a middleware, named like the functions beside it)
    """Answers Conflict and WrongState with 409: how it stands now, and the text that was typed, so that nothing is lost."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if not isinstance(error, Refused):
            return None
        typed = kept.words(request.POST or kept.typed(request) or request.POST)
        typed += [upload.name for name in request.FILES for upload in request.FILES.getlist(name)]
        entries = error.assignment.entries.select_related("by").prefetch_related("evidence").order_by("-number")
        seen = request.POST.get("seen", "")
        since = entries.filter(number__gt=int(seen)) if seen.isdigit() and len(seen) < 9 else entries[:1]
        form = getattr(error, "form", None)
        context = {
            "assignment": error.assignment,
            "typed": typed,
            "since": since or entries[:1],
            "is_conflict": isinstance(error, Conflict),
            "form": form,
            "words": form and DO[form.verb],
            "files": [upload.name for name in request.FILES for upload in request.FILES.getlist(name)],
        }
        return render(request, "tasks/refused.html", context, status=409)
