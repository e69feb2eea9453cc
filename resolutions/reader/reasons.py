"""Why the reader proposes what it does, in sentences: by what is proposed, then by the name of the reason."""

from . import kinds, meant, obligations, timeforms

REASONS = {"part": kinds.WHY, "task": obligations.WHY, "whom": meant.WHY, "when": timeforms.RULES}
