"""The proof page of an assignment."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tasks.reminders.account import Account
from tasks.views.assignments import assignment_or_404


@require_safe
def proof(request, pk):
    """Who was told what, when and how, and what became of it: to look at and to print."""
    row = assignment_or_404(request, pk)
    account = Account(row, request.user, timezone.now())
    return render(request, "tasks/proof.html", {"assignment": row, "account": account})
