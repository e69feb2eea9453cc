"""A measure of a report in the words of a table. Pure; always Vietnamese."""

from dataclasses import dataclass

from reports.figures import MeasureLine
from units import words


@dataclass(frozen=True)
class Printed:
    """A line of the table of measures. before: what it was in the period before, '' where it was not measured then."""

    line: MeasureLine
    target: str
    told: str
    result: str
    before: str


def printed(line, before):
    """The line in words: a share is compared in percent, what has no result by what was counted."""
    measure, key = line.task.measure, f"m{line.task.id}"
    unit = measure.unit
    if measure.target is None:
        target = "không đặt"
    elif measure.is_share:
        target = f"{words.number(measure.target)}%"
    else:
        target = f"{words.number(measure.target)} {unit} mỗi đơn vị"
    if not line.reported:
        told = "chưa có số liệu"
    elif line.value is None:
        told = "không cộng gộp"
    else:
        told = f"{words.number(line.value)}{f'/{words.number(line.out_of)}' if line.out_of is not None else ''} {unit}".strip()
    share, value = before[f"{key}.result"], before[f"{key}.value"]
    if share is not None:
        earlier = f"{words.number(share)}%"
    else:
        earlier = f"{words.number(value)} {unit}".strip() if value is not None else ""
    return Printed(line, target, told, "" if line.result is None else f"{line.result}%", earlier)
