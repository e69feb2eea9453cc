"""Every figure has an address, and every address leads to exactly the rows it counts.

An address is a line and a column: 'all.overdue', 'p12.assigned' (a provision), 't5.late' (a task), 'd3.done' (a document), 'ksubordinate.units'
(a class), 'u7.waiting' (a unit; 'u7-31' is a person's duty), 'f8.done' (a shortcoming or cause, by the tasks that answer it), 'm5.value' (the
measure of a task). Pages link by it, papers and tables cite it.
"""

from reports.figures.row import DECLINED, IN_TIME, LATE, ON_TIME, OVERDUE, WAITING, WITHDRAWN

DONE = (ON_TIME, LATE)
COLUMNS = {  # which rows of its line a column counts
    "assigned": lambda row: row.category != WITHDRAWN,
    "done": lambda row: row.category in DONE,
    ON_TIME: lambda row: row.category == ON_TIME,
    LATE: lambda row: row.category == LATE,
    WAITING: lambda row: row.category == WAITING,
    IN_TIME: lambda row: row.category == IN_TIME,
    "not_received": lambda row: row.category == IN_TIME and row.state == "assigned",
    "no_date": lambda row: row.category == IN_TIME and row.due_on is None,
    OVERDUE: lambda row: row.category == OVERDUE,
    DECLINED: lambda row: row.category == DECLINED,
    WITHDRAWN: lambda row: row.category == WITHDRAWN,
}
OF_MEASURES = {  # a share that nobody reported has a figure of none and rows of none
    "rows": lambda row: True,
    "reported": lambda row: row.value is not None,
    "value": lambda row: row.value is not None,
    "out_of": lambda row: row.value is not None,
    "result": lambda row: True,
}


class UnknownFigure(LookupError):
    """No figure of this report has that address."""


def doer_key(unit, person):
    """The line of a unit, or of a person's duty."""
    return f"u{unit}-{person}" if person else f"u{unit}"


def lines(found):
    """(key of a line, its counts, how many units and persons it has or None) of everything that a report counts."""
    yield "all", found.total, found.units
    for document in found.documents:
        yield f"d{document.resolution}", document.counts, None
    for line in found.provisions:
        yield f"p{line.provision.id}", line.counts, None
        for task in line.tasks:
            yield f"t{task.task.id}", task.counts, None
    for line in found.classes:
        yield f"k{line.kind}", line.counts, line.units
        for doer in line.doers:
            yield doer_key(doer.unit, doer.person), doer.counts, None
    for line in found.findings:
        yield f"f{line.finding.id}", line.counts, None


def values(found):
    """{address: figure} of all figures of a report: whole numbers, for measures decimals, None where there is no figure."""
    told = {}
    for key, counts, units in lines(found):
        told |= {f"{key}.{column}": getattr(counts, column) for column in COLUMNS}
        if units is not None:
            told[f"{key}.units"] = units
    for line in found.measures:
        told |= {f"m{line.task.id}.{column}": getattr(line, column) for column in OF_MEASURES}
    return told | {"all.silent": len(found.silent), "all.requests": len(found.requests)}


def rows_of(found, address):
    """The rows that a figure counts, in their order. Raises UnknownFigure."""
    key, _dot, column = address.partition(".")
    if address == "all.requests":
        return found.requests
    if address == "all.silent":
        silent = {(one.unit, one.person) for one in found.silent}
        return tuple(row for row in found.rows if row.is_open and row.doer in silent)
    if key[:1] == "m":
        measure = next((line for line in found.measures if f"m{line.task.id}" == key), None)
        if measure is None or column not in OF_MEASURES:
            raise UnknownFigure(address)
        within = set(measure.of)
        return tuple(row for row in found.rows if row.assignment in within and OF_MEASURES[column](row))
    units = {line: number for line, _counts, number in lines(found)}
    counted = COLUMNS["assigned"] if column == "units" and units.get(key) is not None else COLUMNS.get(column)
    if counted is None or key not in units:
        raise UnknownFigure(address)
    return tuple(row for row in found.rows if counted(row) and key in keys_of(row, found))


def keys_of(row, found):
    """The lines in which a row is counted."""
    provision, task = found.by_task[row.task]
    return {f"f{finding}" for finding in task.cures} | {
        "all",
        f"d{provision.resolution}",
        f"p{provision.id}",
        f"t{row.task}",
        f"k{row.unit_kind}",
        doer_key(*row.doer),
    }


def addresses_of(row, found):
    """The figures in which a row counts, as addresses, in the order of the report."""
    columns = [column for column, counted in COLUMNS.items() if counted(row)]
    ours = keys_of(row, found)
    told = [f"{key}.{column}" for key, _counts, _units in lines(found) if key in ours for column in columns]
    told += [f"m{line.task.id}.value" for line in found.measures if row.value is not None and row.assignment in line.of]
    return told + [address for address in ("all.silent", "all.requests") if row in rows_of(found, address)]
