"""Documents: the list, reading one, putting it in force. The page of a document lives in tasks, since it shows its tasks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from resolutions.formats import FORMATS, suffix_of
from resolutions.forms import ForceForm, NumberForm
from resolutions.models import Resolution
from units.kept import keeps_text, refill
from units.landing import land, sent
from units.models import Appointment, Unit
from units.serving import private_file


def committee_of_office(user):
    """The committee for whose office this person works today. Raises PermissionDenied for everybody else."""
    committee = Unit.objects.filter(pk__in=user.committees(on=timezone.localdate(), roles=[Appointment.Role.OFFICE])).order_by("pk").first()
    if not committee:
        raise PermissionDenied
    return committee


def visible_or_404(request, pk):
    """The document, if its reader may know of it."""
    return get_object_or_404(Resolution.objects.visible_to(request.user, on=timezone.localdate()).select_related("committee"), pk=pk)


@require_safe
def document_list(request):
    documents = Resolution.objects.visible_to(request.user, on=timezone.localdate()).select_related("committee")
    is_office = bool(request.user.committees(on=timezone.localdate(), roles=[Appointment.Role.OFFICE]))
    page = Paginator(documents, 50).get_page(request.GET.get("page"))
    return render(request, "resolutions/document_list.html", {"page": page, "is_office": is_office})


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def document_force(request, pk):
    """Put a draft in force."""
    document = visible_or_404(request, pk)
    if document.committee_id not in request.user.committees(on=timezone.localdate(), roles=[Appointment.Role.OFFICE]):
        raise PermissionDenied
    initial = {"number": document.number, "issued_on": document.issued_on}
    form = refill(request, ForceForm(*sent(request), initial=initial))
    if request.method == "POST" and form.is_valid():
        try:
            document.put_in_force(by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except ValidationError as error:
            land(form, error)
        else:
            messages.success(request, _("The document is in force. Its tasks can be given now."))
            return redirect(document)
    return render(request, "resolutions/document_force.html", {"document": document, "form": form})


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def document_register(request, pk):
    """Enter a number or date that was missing, once, on record."""
    document = visible_or_404(request, pk)
    if document.committee_id not in request.user.committees(on=timezone.localdate(), roles=[Appointment.Role.OFFICE]):
        raise PermissionDenied
    form = refill(request, NumberForm(*sent(request)))
    if request.method == "POST" and form.is_valid():
        try:
            document.register(by=request.user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            land(form, error)
        else:
            messages.success(request, _("Number and date are on record."))
            return redirect(document)
    return render(request, "resolutions/document_register.html", {"document": document, "form": form})


@require_POST
def document_discard(request, pk):
    """Throw a draft away that was read wrongly."""
    document = visible_or_404(request, pk)
    if document.committee_id not in request.user.committees(on=timezone.localdate(), roles=[Appointment.Role.OFFICE]):
        raise PermissionDenied
    try:
        document.discard()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(document)
    messages.success(request, _("The draft is gone. The document can be read anew."))
    return redirect("documents")


@require_safe
def document_source(request, pk):
    """The file as it came in."""
    document = visible_or_404(request, pk)
    return private_file(document.source.name, filename=document.source_name, content_type=FORMATS[suffix_of(document.source_name)])
