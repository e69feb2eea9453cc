"""Which form each verb has."""

from tasks.forms import others
from tasks.forms.verbs import NewsForm, ReasonForm, ReceiveForm, VerifyForm

FORMS = {
    **dict.fromkeys(["receive", "take_over"], ReceiveForm),
    **dict.fromkeys(["decline", "insist", "send_back", "reopen", "refuse", "withdraw", "retract", "return_part"], ReasonForm),
    **dict.fromkeys(["log", "submit"], NewsForm),
    "verify": VerifyForm,
    "add": others.AddForm,
    "ask_time": others.AskTimeForm,
    "grant": others.GrantForm,
    "reschedule": others.RescheduleForm,
    "urge": others.UrgeForm,
    "remark": others.RemarkForm,
    "answer": others.AnswerForm,
    "confirm": others.ConfirmForm,
    "object": others.ObjectForm,
    "hand": others.HandForm,
    "reassign": others.ReassignForm,
    "correct": others.CorrectForm,
    "support": others.SupportForm,
    "pass_part": others.PassPartForm,
}


def form_for(verb, *args, **kwargs):
    """The form of a verb, for one assignment."""
    return FORMS[verb](*args, verb=verb, **kwargs)
