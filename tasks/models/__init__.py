from tasks.models.assignment import Assignment
from tasks.models.entry import Entry
from tasks.models.evidence import Evidence, Paper
from tasks.models.extension import Extension
from tasks.models.halt import Halt
from tasks.models.log import Conflict, WrongState
from tasks.models.pace import Pace
from tasks.models.part import Part
from tasks.models.reminding import DayOff, Notice
from tasks.models.seal import Seal
from tasks.models.slip import Slip
from tasks.models.slip_line import Postponement, SlipLine
from tasks.models.slip_verbs import SlipRefused
from tasks.models.standing import Standing, standing
from tasks.models.succession import Choice, Outlook
from tasks.models.task import Addressee, Task

__all__ = [
    "Addressee",
    "Assignment",
    "Choice",
    "Conflict",
    "DayOff",
    "Entry",
    "Evidence",
    "Extension",
    "Halt",
    "Notice",
    "Outlook",
    "Pace",
    "Paper",
    "Part",
    "Postponement",
    "Seal",
    "Slip",
    "SlipLine",
    "SlipRefused",
    "Standing",
    "Task",
    "WrongState",
    "standing",
]
