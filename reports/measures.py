"""A measure of a report in words, the same on the page, on paper and in Word. Pure; always Vietnamese."""

from dataclasses import dataclass

from reports import wording
from reports.figures import MeasureLine
from units import words


@dataclass(frozen=True)
class Printed:
    """A line of the table of measures. before: what it was in the period before, '' where there was no figure then."""

    line: MeasureLine
    target: str
    told: str
    result: str
    before: str


def counted(found):
    """The lines of those measures that have work in the period, in order; a narrow report has many of others' tasks, with no rows."""
    return [line for line in found.measures if line.rows]


def printed(line, before):
    """The line in words, of its report and of the period before (a narrative.Before)."""
    return Printed(line, target(line.task.measure), told(line), "" if line.result is None else f"{line.result}%", earlier(line, before))


def target(measure):
    """'90%', '2 mô hình mỗi đơn vị' or 'không đặt'."""
    if measure.target is None:
        return "không đặt"
    if measure.is_share:
        return f"{words.number(measure.target)}%"
    return f"{of_unit(words.number(measure.target), measure)} mỗi đơn vị"


def told(line):
    """'25/30 chi bộ', '12 mô hình', or why there is no sum."""
    whole = f"/{words.number(line.out_of)}" if line.out_of is not None else ""
    return wording.no_sum(line) or of_unit(f"{words.number(line.value)}{whole}", line.task.measure)


def figure_before(line, before):
    """What is compared with the period before: of a share its percent, of a count its value; None where there was no figure."""
    return before[f"m{line.task.id}.{'result' if line.task.measure.is_share else 'value'}"]


def earlier(line, before):
    """'55%' of a share, '7 mô hình' of a count, whatever is known of this period; '' where there was no figure."""
    was = figure_before(line, before)
    if was is None:
        return ""
    return f"{words.number(was)}%" if line.task.measure.is_share else of_unit(words.number(was), line.task.measure)


def of_unit(number, measure):
    """A number with the measure's unit, if it has one."""
    return f"{number} {measure.unit}".strip()
