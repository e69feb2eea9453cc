"""What may be done to an assignment: each verb is one transaction and leaves one entry.

Common arguments: ``by`` who does it; ``on_behalf_of`` the unit for which the office writes; ``seen`` the number of the last entry that
``by`` had before their eyes; ``key`` the one-time key of the form (the same key again returns the entry already made); ``now`` an aware
instant; ``happened_on`` the day it tells of; ``evidence`` Papers and stored files; ``about`` the number of the entry that it answers or
corrects. All raise PermissionDenied, Conflict and WrongState as ``log._open`` says. Source of states and rules: README, 'The life of an
assignment'.
"""

from tasks.models.verbs.answering import Answering
from tasks.models.verbs.correcting import Correcting
from tasks.models.verbs.dating import Dating
from tasks.models.verbs.passing import Passing
from tasks.models.verbs.supporting import Supporting
from tasks.models.verbs.working import Working


class Verbs(Working, Dating, Answering, Correcting, Passing, Supporting):
    """All of them."""

    class Meta:
        abstract = True


__all__ = ["Verbs"]
