"""What somebody typed into a form that came too late: kept for two hours, for them alone, and put into the form again, once.

A form carries the mark of the person it was made for (``who``, signed). Only what comes with a true mark is kept, in the session
of whoever sends it, and only the person of the mark gets it back after signing in.
"""

import re
from datetime import timedelta

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

KEPT, MOST, FOR = "kept", 256 * 1024, timedelta(hours=2)
NEVER = ("csrfmiddlewaretoken", "who")
OURS = ("seen", "key")
SIGNER = Signer(salt="units.kept.who")
# What is ticked, chosen or carried along, not written: of no use to somebody who copies their text.
NO_WORDS = re.compile(
    r"(?:t\d+-)?(?:csrfmiddlewaretoken|who|seen|key|id|next|language|data|name|kind_\d+|channel|cadence|due_day|supervising_unit|unit_kinds|units|supporting|"
    r"cures|evidence_required|is_share|adds_up|sums_over_units|without_number|without_date|resolution|committee|period|due_rule|due_after|is_final|is_done|person|unit|roles|on|olds?|news?|first|edit|(row|unit)_\d+|parts_required|verb|confirm|query|row|all|take|start|end|at|tasks|roles|kind|replaces|looked_at|look|until|deed|resolutions|scope|copy|(back|kept)-\d+|.*password.*)"
)


def mark(user):
    """Whom a form is made for, so that nobody else can claim it; nothing for a stranger."""
    return SIGNER.sign(str(user.pk)) if user.is_authenticated else ""


def drafts(user):
    """Under which name a browser keeps this person's drafts: the same every day, and telling nothing about them."""
    return salted_hmac("units.kept.drafts", str(user.pk)).hexdigest()[:16] if user.is_authenticated else ""


def marked(data):
    """The key of the person for whom a form that was sent had been made, as a text; nothing if the mark is missing or not ours."""
    try:
        return SIGNER.unsign(data.get("who", ""))
    except BadSignature:
        return ""


def keeps_text(view):
    """For a view that takes a form at the address where it shows it, and uses ``refill``: what is typed there is worth keeping."""
    return keeps_text_unless(lambda data: False)(view)


def keeps_text_unless(refused):
    """The same, but for what must not be stored at all: ``refused`` is asked about what came."""

    def keeping(view):
        view.keeps_text = lambda data: not refused(data)
        return view

    return keeping


def words(data):
    """The texts that were written into a form, for a page from which they can be copied."""
    return [value for name, values in data.lists() if not NO_WORDS.fullmatch(name) for value in values if value.strip()]


def keep(request):
    """Keep what this request brought, and say so. Files are not kept, nor what nobody marked. At most 256 KB wait, the newest of all.

    The session lives no longer than what it keeps, and those that have ended are cleared away.
    """
    person = marked(request.POST)
    typed = {name: values for name, values in request.POST.lists() if name not in NEVER}
    if not person or not any(value.strip() for name, values in typed.items() if name not in OURS for value in values):
        return
    if size(typed) > MOST:
        messages.warning(
            request,
            _("You were signed out meanwhile, and the form was too long to be kept. Go back in the browser and copy your text first."),
        )
        return
    waiting = request.session.get(KEPT, {})
    waiting.pop(request.path, None)
    waiting[request.path] = {"who": person, "at": timezone.now().timestamp(), "typed": typed}
    while sum(size(one["typed"]) for one in waiting.values()) > MOST:
        del waiting[next(iter(waiting))]
    request.session[KEPT] = waiting
    request.session.set_expiry(FOR)
    request.session.clear_expired()
    messages.info(request, _("You were signed out meanwhile. Sign in, and you find what you typed in the form again."))


def size(typed):
    """In bytes."""
    return sum(len(text.encode()) for name, values in typed.items() for text in (name, *values))


def leave_to(request, user):
    """Somebody signed in, for as long as usual: what others typed here goes."""
    if waiting := request.session.get(KEPT):
        request.session.set_expiry(None)
        request.session[KEPT] = {path: one for path, one in waiting.items() if one["who"] == str(user.pk)}


def typed(request):
    """What the reader had typed for this address, to be shown now, or None. A second look finds nothing."""
    if not hasattr(request, "_typed"):
        request._typed = take(request) if request.method == "GET" else None
    return request._typed


def take(request):
    waiting = request.session.get(KEPT) or {}
    one = waiting.pop(request.path, None)
    if one is None:
        return None
    request.session[KEPT] = waiting
    if one["who"] != str(request.user.pk) or timezone.now().timestamp() - one["at"] > FOR.total_seconds():
        return None
    data = QueryDict(mutable=True)
    for name, values in one["typed"].items():
        data.setlist(name, values)
    return data


def refill(request, form):
    """The form with what was typed before, and a sentence that says so; the form as it is where nothing waits.

    It does not count as sent. The version seen and the one-time key are the old ones: what others wrote meanwhile is noticed, and a
    form that had arrived after all writes nothing twice.
    """
    data = typed(request)
    if not data:
        return form
    for name, field in form.fields.items():
        widget, prefixed = field.widget, form.add_prefix(name)
        if not widget.needs_multipart_form and not widget.value_omitted_from_data(data, {}, prefixed):
            form.initial[name] = widget.value_from_datadict(data, {}, prefixed)
    if getattr(request, "_filled", False):  # a page of several forms says so once
        return form
    request._filled = True
    sentence = _(
        "You were signed out before the form arrived: nothing was saved. What you typed stands in it again; look at it, then send it."
    )
    if form.is_multipart():
        sentence += " " + _("Files must be chosen again.")
    messages.warning(request, sentence)
    return form
