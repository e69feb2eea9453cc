"""Where on a paper each sentence of a report goes: beside the line that it is about, or among the rest. None is ever lost. Pure."""

from collections import defaultdict

from reports.narrative import PARTS


def placed(sentences, part, keys=()):
    """The sentences of a part: ({key of a line: its texts}, the texts of no line), each in order.

    keys: of the lines that the paper prints. A sentence about a line that is not printed, or that somebody added, is among the rest.
    """
    beside, rest = defaultdict(list), []
    for sentence in sentences:
        if sentence.part == part:
            (beside[sentence.key] if sentence.key in keys else rest).append(sentence.text)
    return dict(beside), rest


def homeless(sentences):
    """The texts of parts that no paper has a heading for."""
    return [sentence.text for sentence in sentences if sentence.part not in PARTS]
