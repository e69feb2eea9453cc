"""The words of the verbs on the pages."""

from django.utils.translation import gettext_lazy as _

# what the button says
DO = {
    "receive": _("Receive it"),
    "decline": _("Return it: not our work"),
    "insist": _("Give it again"),
    "log": _("Write down progress"),
    "submit": _("Report it done"),
    "verify": _("Verify"),
    "send_back": _("Send back"),
    "add": _("Add to it"),
    "reopen": _("Open it again"),
    "ask_time": _("Ask for more time"),
    "grant": _("Grant time"),
    "refuse": _("Refuse time"),
    "reschedule": _("Set another date"),
    "urge": _("Urge the unit"),
    "remark": _("Write a remark"),
    "answer": _("Answer"),
    "confirm": _("Confirm that it is right"),
    "object": _("Object"),
    "hand": _("Hand it to a member"),
    "take_over": _("Take it over"),
    "reassign": _("Pass it on"),
    "withdraw": _("Withdraw"),
    "correct": _("Correct this entry"),
    "retract": _("Take it back"),
    "support": _("Report on this part"),
    "return_part": _("Send this part back"),
    "pass_part": _("Give this part to another unit"),
}
# what is said when it is done
DONE = {
    "receive": _("Received. The work is yours now."),
    "decline": _("Returned to the office, with your reason."),
    "insist": _("Given to the unit again."),
    "log": _("Written down."),
    "submit": _("Reported as done. Who verifies will see it."),
    "verify": _("Verified."),
    "send_back": _("Sent back, with your reason."),
    "add": _("Added. The work waits for verification again."),
    "reopen": _("Opened again, with your reason."),
    "ask_time": _("Asked. You will see the decision here."),
    "grant": _("Time is granted."),
    "refuse": _("Refused; the date stays."),
    "reschedule": _("The date is set."),
    "urge": _("Written down; the unit will see it."),
    "remark": _("Written down; the unit will see it."),
    "answer": _("Your answer is written down."),
    "confirm": _("Confirmed."),
    "object": _("Your objection is written down; the office will see it."),
    "hand": _("Handed over."),
    "take_over": _("Taken over."),
    "reassign": _("Passed on; the new one is asked to receive it."),
    "withdraw": _("Withdrawn."),
    "correct": _("The correction is written down."),
    "retract": _("Taken back; it stays in the log, marked."),
    "support": _("Written down."),
    "return_part": _("Sent back to the supporting unit."),
    "pass_part": _("Passed on."),
}
# what stands big on the page, the first first
FIRST = [
    "verify", "send_back", "grant", "refuse", "insist", "receive", "log", "submit", "take_over", "remark", "urge", "add", "reassign", "withdraw",
]  # fmt: skip
