"""From which states each verb is possible. Who may is in ``rights``; both are tested cell by cell."""

from tasks.models.stands import OPEN, State

NOT_WITHDRAWN = tuple(state for state in State if state != State.WITHDRAWN)

FROM = {
    "receive": (State.ASSIGNED,),
    "decline": (State.ASSIGNED,),
    "insist": (State.DECLINED,),
    "log": (State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED),
    "submit": OPEN,
    "verify": (State.SUBMITTED,),
    "send_back": (State.SUBMITTED,),
    "add": (State.VERIFIED,),
    "reopen": (State.VERIFIED,),
    "ask_time": OPEN,
    "grant": OPEN,
    "refuse": OPEN,
    "reschedule": OPEN,
    "urge": OPEN,
    "remark": NOT_WITHDRAWN,
    "answer": NOT_WITHDRAWN,
    "confirm": NOT_WITHDRAWN,
    "object": NOT_WITHDRAWN,
    "hand": OPEN,
    "take_over": OPEN,
    "reassign": (State.ASSIGNED, State.IN_PROGRESS, State.DECLINED),
    "withdraw": (State.ASSIGNED, State.IN_PROGRESS, State.DECLINED, State.SUBMITTED),
    "correct": (State.IN_PROGRESS, State.SUBMITTED),
    "retract": (State.IN_PROGRESS, State.SUBMITTED),
    "support": (State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED),
    "return_part": OPEN,
    "pass_part": (State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.DECLINED),
}
ABOUT_AN_ENTRY = ("answer", "confirm", "object", "correct", "retract")
ABOUT_A_PART = ("support", "return_part", "pass_part")
