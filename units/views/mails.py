"""Letters that did not go out, people whom none can reach: for the office and the administrator."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from units.forms.mails import AddressesForm, SendAgainForm
from units.kept import keeps_text, refill
from units.landing import sent
from units.models import Appointment, Mail
from units.models.reach import correctable, without_address
from units.models.record import records

SHOWN = 50


def visible(request, on):
    """The letters that the reader may know of. Who works in no office and is no administrator does not know of this page."""
    if not (request.user.is_staff or request.user.committees(on=on, roles=[Appointment.Role.OFFICE])):
        raise Http404
    return Mail.objects.visible_to(request.user, on=on)


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def mail_list(request):
    """What needs somebody's eye: people without an address first, then letters that were refused, are unsure, held back or wait for long."""
    now, on = timezone.now(), timezone.localdate()
    mails = visible(request, on)
    posts = Prefetch("appointments", Appointment.objects.valid(on=on).select_related("unit"), to_attr="posts_today")
    unreached = without_address(request.user, on=on).prefetch_related(posts)[:SHOWN]
    people = correctable(request.user, list(unreached), on=on)
    form = AddressesForm(*sent(request), people=people)
    if request.method == "POST" and form.is_valid():
        number = form.save(by=request.user, now=now)
        says = ngettext("%(number)s address is written.", "%(number)s addresses are written.", number)
        messages.success(request, says % {"number": number})
        return redirect("mails")
    stuck = mails.stuck(now).select_related("recipient").order_by("-made_at", "-pk")
    context = {
        "form": refill(request, form),
        "unreached": [(person, form[f"address_{person.pk}"] if person in people else None) for person in unreached],
        "page": Paginator(stuck, SHOWN).get_page(request.GET.get("page")),
        "held": mails.filter(status=Mail.Status.HELD).count(),
    }
    return render(request, "units/mail_list.html", context)


@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
def mail_detail(request, pk):
    """One letter: its tries with what the mail server answered, and, where it was left to a person, sending it again."""
    now, on = timezone.now(), timezone.localdate()
    mail = get_object_or_404(visible(request, on).select_related("recipient"), pk=pk)
    person = mail.recipient
    may_correct = bool(person) and bool(correctable(request.user, [person], on=on))
    form = SendAgainForm(*sent(request), mail=mail, may_correct=may_correct)
    if request.method == "POST" and not mail.may_be_sent_again:
        messages.info(request, _("This letter was sent, or is on its way already."))
        return redirect(mail)
    if request.method == "POST" and form.is_valid():
        if form.save(by=request.user, now=now):
            messages.success(request, _("The letter goes out again within a minute or two."))
        else:
            messages.info(request, _("This letter was sent, or is on its way already."))
        return redirect(mail)
    context = {"mail": mail, "tries": mail.tries.all(), "records": records(mail), "form": refill(request, form)}
    return render(request, "units/mail_detail.html", context)


@require_POST
def mail_cancel(request, pk):
    """The letter is not to go out any more."""
    mail = get_object_or_404(visible(request, timezone.localdate()), pk=pk)
    if mail.cancel(by=request.user, now=timezone.now()):
        messages.success(request, _("The letter does not go out any more."))
    return redirect(mail)


@require_POST
def mails_release(request):
    """All letters held back since a backup was restored go out after all."""
    number = held(request).release(by=request.user, now=timezone.now())
    messages.success(request, ngettext("%(number)s letter is released.", "%(number)s letters are released.", number) % {"number": number})
    return redirect("mails")


@require_POST
def mails_cancel(request):
    """None of them goes out any more."""
    number = held(request).cancel(by=request.user, now=timezone.now())
    messages.success(request, ngettext("%(number)s letter is cancelled.", "%(number)s letters are cancelled.", number) % {"number": number})
    return redirect("mails")


def held(request):
    return visible(request, timezone.localdate()).filter(status=Mail.Status.HELD)
