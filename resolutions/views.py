"""Documents: the list, reading one, putting it in force. The page of a document lives in tasks, since it shows its tasks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from resolutions.forms import CheckForm, ForceForm, NumberForm, ReadForm
from resolutions.models import Resolution
from resolutions.models.resolution import FORMATS, suffix_of
from resolutions.reader import secrecy
from units.kept import keeps_text, keeps_text_unless, refill, typed
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


@keeps_text_unless(lambda data: secrecy(data.get("text", "")))
@require_http_methods(["GET", "HEAD", "POST"])
def document_read(request):
    """Step one: a file or text goes in. Step two: a person checks what was read, and only then it is saved, as a draft."""
    committee = committee_of_office(request.user)
    if "data" in request.POST:
        form = CheckForm(request.POST)
        if form.is_valid():
            try:
                document = form.save(committee=committee, by=request.user)
            except ValidationError as error:
                land(form, error)
            else:
                messages.success(request, _("Saved as a draft. Put it in force when it is right."))
                return redirect(document)
        if form.document:
            return render(request, "resolutions/document_check.html", {"form": form})
        return render(request, "resolutions/document_read.html", {"form": ReadForm(), "lost": form.non_field_errors()})
    waiting = typed(request) or {}
    check = CheckForm(initial={"data": waiting["data"]}) if "data" in waiting else None
    form = ReadForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        there = Resolution.objects.on_file(committee, form.data_read)
        if there:
            messages.info(request, _("This document is on file already; here it is."))
            return redirect(there)
        check = CheckForm(document=form.document, data=form.data_read, name=form.name_read)
    if check and check.document:
        return render(request, "resolutions/document_check.html", {"form": refill(request, check)})
    return render(request, "resolutions/document_read.html", {"form": refill(request, form), "lost": None})


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
