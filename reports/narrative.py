"""The sentences of a report, drafted from its figures: templates of the office's own language, no learned model. Pure.

Each sentence knows the figures it rests on (and by them their rows), so that it can be said when one of them has changed since.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from reports.figures import PERSONS, SILENT_DAYS, Figures, percent, values
from reports.figures.tracing import doer_key
from units import words

PARTS = ("summary", "provisions", "classes", "measures", "overdue", "requests", "silent", "findings", "recommendations")
FEW = 5
ELSEWHEN = "các việc đã giao đều kết thúc trước kỳ hoặc chưa đến kỳ thực hiện"  # what rule 2 leaves out of those that were given
STANDS = (  # columns of a line, as a sentence says them where they are not 0
    ("waiting", "chờ xác nhận {} việc"),
    ("in_time", "đang thực hiện trong hạn {} việc"),
    ("overdue", "quá hạn chưa hoàn thành {} việc"),
    ("declined", "đơn vị trả lại {} việc"),
)


@dataclass(frozen=True)
class Sentence:
    """One sentence of a part. ``key``: what it is about, unique in a report; basis: {address of a figure: its value when it was drafted}."""

    part: str
    key: str
    text: str
    basis: dict[str, Decimal | int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Before:
    """The period before: how it is called, its end in words, and {address: figure} of all that was counted then."""

    period: str
    values: dict[str, Decimal | int | None]

    def __getitem__(self, address):
        return self.values.get(address)


@dataclass(frozen=True)
class Setting:
    """What sentences say beside figures.

    instant: the cut-off in words; committee: its short name; scope: whose work the report is about, in words that follow 'của', or '' for all of
    the committee's; by_board: whether a board reports to the committee, or the committee itself reports.
    """

    instant: str
    committee: str
    scope: str = ""
    by_board: bool = True


def draft(found: Figures, before: Before, setting: Setting) -> tuple[Sentence, ...]:
    """All sentences of a report in their order. A part of which there is nothing to say has none: the paper says so itself.

    That nobody was given work of a provision is said only where its line has no task, and only over the whole committee (README, rule 12).
    """
    told = values(found)

    def sentence(part, key, text, *addresses):
        return Sentence(part, key, text, {address: told[address] for address in addresses})

    made = [*summary(found, before, setting, sentence)]
    if found.total.assigned or found.total.withdrawn:
        made += [*provisions(found, setting, sentence), *classes(found, sentence), *measures(found, before, sentence)]
        made += [*overdue(found, sentence), *waiting(found, sentence)]
    return (*made, *findings(found, setting, sentence), *recommendations(found, setting, sentence))


def number(value):
    return words.number(value)


def stands(counts):
    """'chờ xác nhận 3 việc, đơn vị trả lại 2 việc': what is not 0, or '' where all is done."""
    return ", ".join(form.format(number(getattr(counts, column))) for column, form in STANDS if getattr(counts, column))


def done(counts):
    """'đã hoàn thành 3 việc (60%), gồm 2 việc đúng hạn, 1 việc quá hạn', or 'chưa hoàn thành việc nào'; behind it how the rest stands."""
    rest = f"; {stands(counts)}" if stands(counts) else ""
    if not counts.done:
        return f"chưa hoàn thành việc nào{rest}"
    if counts.on_time and counts.late:
        how = f"gồm {number(counts.on_time)} việc đúng hạn, {number(counts.late)} việc quá hạn"
    else:
        how = f"{'đều ' if counts.done > 1 else ''}{'đúng hạn' if counts.on_time else 'quá hạn'}"
    return f"đã hoàn thành {number(counts.done)} việc ({counts.done_share}%), {how}{rest}"


def columns(key, *more):
    """The addresses that a sentence about a whole line rests on."""
    return [f"{key}.{column}" for column in ("assigned", "done", "on_time", "late", *(column for column, _form in STANDS), *more)]


def cited(provisions, found):
    """'I.1, I.2'; in a report over several documents each with its own: 'I.1, I.2 của Kết luận 12-KL/HU; I.1 của Nghị quyết 3-NQ/HU'."""
    labels = {}
    for one in provisions:
        labels.setdefault((one.resolution, one.document), []).append(one.label)
    several = len(found.documents) > 1
    return "; ".join(f"{', '.join(of)}{f' của {document}' if several else ''}" for (_pk, document), of in labels.items())


def whom(kinds):
    """'đơn vị', 'cá nhân', or 'đơn vị, cá nhân': how those of these classes (any number, with repeats) are called together."""
    of = set(kinds)
    return "cá nhân" if of == {PERSONS} else "đơn vị, cá nhân" if PERSONS in of else "đơn vị"


def ungiven(found, setting):
    """Provisions of which nobody was ever given a task by the cut-off; none in a report over less than the committee, which cannot tell."""
    return [] if setting.scope else [line.provision for line in found.provisions if not line.tasks]


def summary(found, before, setting, sentence):
    total = found.total
    if not found.documents:
        yield sentence("summary", "all", f"Đến {setting.instant} chưa có văn bản nào có hiệu lực để theo dõi.", "all.assigned")
        return
    if total.assigned:
        doers = whom(line.kind for line in found.classes if line.units)
        text = (
            f"Trong kỳ báo cáo có {number(total.assigned)} việc giao cho {number(found.units)} {doers}. "
            f"Tính đến {setting.instant}, {done(total)}."
        )
        yield sentence("summary", "all", text, *columns("all", "units"))
        yield compared(total, before, sentence)
        yield from lowest(found, sentence)
    else:
        yield sentence("summary", "all", f"{nothing(found, setting)}.", "all.assigned", "all.withdrawn")
    if untouched := ungiven(found, setting):
        text = f"Chưa giao việc nào để thực hiện nội dung {cited(untouched, found)}."
        yield sentence("summary", "untouched", text, *(f"p{one.id}.assigned" for one in untouched))


def nothing(found, setting):
    """Why a report over no work counts none: withdrawn, of others, never given, or given for another time."""
    if found.total.withdrawn:
        return f"Trong kỳ báo cáo không còn việc nào, đã thu hồi {number(found.total.withdrawn)} việc"
    if setting.scope:
        return f"Trong kỳ báo cáo không có việc nào của {setting.scope}"
    if not found.by_task:
        return f"Đến {setting.instant} chưa giao việc nào để thực hiện văn bản"
    return f"Trong kỳ báo cáo không có việc nào: {ELSEWHEN}"


def compared(total, before, sentence):
    """This period beside the one before: done of assigned, and what is overdue."""
    addresses = ("all.assigned", "all.done", "all.overdue")
    if not before["all.assigned"]:
        return sentence("summary", "before", f"Kỳ trước ({before.period}) không có việc nào để so sánh.", *addresses)
    share = percent(before["all.done"], before["all.assigned"])
    text = (
        f"Kỳ trước ({before.period}) có {number(before['all.assigned'])} việc, hoàn thành {share}%, quá hạn {number(before['all.overdue'])} việc; "
        f"kỳ này tỷ lệ hoàn thành {moved(share, total.done_share, 'điểm phần trăm')}, số việc quá hạn "
        f"{moved(before['all.overdue'], total.overdue, 'việc')}."
    )
    return sentence("summary", "before", text, *addresses)


def moved(was, now, unit):
    """'tăng 3 việc', 'giảm 12 điểm phần trăm', 'không đổi'."""
    if was == now:
        return "không đổi"
    return f"{'tăng' if now > was else 'giảm'} {number(abs(now - was))} {unit}"


def lowest(found, sentence):
    """The provision of which the least is done, if it is one alone."""
    given = [line for line in found.provisions if line.counts.assigned]
    least = min(line.counts.done_share for line in given)
    lines = [line for line in given if line.counts.done_share == least]
    if len(given) > 1 and len(lines) == 1:
        text = f"Nội dung {cited([lines[0].provision], found)} có tỷ lệ hoàn thành thấp nhất ({least}%)."
        yield sentence("summary", "lowest", text, *(f"p{line.provision.id}.{name}" for line in given for name in ("assigned", "done")))


def provisions(found, setting, sentence):
    for line in found.provisions:
        counts, key, whose = line.counts, f"p{line.provision.id}", f"Nội dung {cited([line.provision], found)}"
        if counts.assigned:
            given = [task.task.id for task in line.tasks if task.counts.assigned]
            text = f"{whose}: {number(len(given))} nhiệm vụ, {number(counts.assigned)} việc; {done(counts)}."
            yield sentence("provisions", key, text, *columns(key), *(f"t{task}.assigned" for task in given))
        elif counts.withdrawn:
            text = f"{whose}: đã thu hồi {number(counts.withdrawn)} việc, không còn việc nào trong kỳ."
            yield sentence("provisions", key, text, f"{key}.assigned", f"{key}.withdrawn")
        elif not setting.scope:
            why = f"không có việc trong kỳ ({ELSEWHEN})" if line.tasks else "chưa giao việc thực hiện"
            yield sentence("provisions", key, f"{whose}: {why}.", f"{key}.assigned", f"{key}.withdrawn")


def classes(found, sentence):
    for line in found.classes:
        if line.counts.assigned:
            key, who = f"k{line.kind}", whom([line.kind])
            text = f"{line.name}: {number(line.units)} {who} được giao {number(line.counts.assigned)} việc; {done(line.counts)}."
            yield sentence("classes", key, text, *columns(key, "units"))


def measures(found, before, sentence):
    """A sentence for each measure that has work in the period."""
    for line in found.measures:
        if line.rows:
            key, reported, rows = f"m{line.task.id}", number(line.reported), number(line.rows)
            told = (
                f"{reported} trên {rows} việc đã báo số liệu" if line.reported else f"chưa có đơn vị nào báo số liệu ({rows} việc phải báo)"
            )
            if line.value is not None:
                told = f"{reached(line)}{target(line.task.measure)}{earlier(line, before)}; {told}"
            else:
                told = f"{told}{', không cộng gộp' if line.reported else ''}{target(line.task.measure)}{earlier(line, before)}"
            text = f"{line.task.measure.name} (nội dung {cited([line.provision], found)}): {told}."
            yield sentence("measures", key, text, *(f"{key}.{column}" for column in ("value", "out_of", "result", "reported", "rows")))


def reached(line):
    """'25/30 chi bộ (83%)', '12 mô hình (đạt 60% chỉ tiêu)': the sum, and its percent of the whole or of the target."""
    whole = f"/{number(line.out_of)}" if line.out_of is not None else ""
    share = "" if line.result is None else f" ({line.result}%)" if line.task.measure.is_share else f" (đạt {line.result}% chỉ tiêu)"
    return f"{number(line.value)}{whole} {line.task.measure.unit}".strip() + share


def target(measure):
    """'; chỉ tiêu 90%', '; chỉ tiêu 2 mô hình mỗi đơn vị', or '' where none is set."""
    if measure.target is None:
        return ""
    return (
        f"; chỉ tiêu {number(measure.target)}%"
        if measure.is_share
        else f"; chỉ tiêu {number(measure.target)} {measure.unit}".rstrip() + " mỗi đơn vị"
    )


def earlier(line, before):
    """'; kỳ trước 55%' of a share, '; kỳ trước 7 mô hình' of a count, '' where there was no figure."""
    measure = line.task.measure
    was = before[f"m{line.task.id}.{'result' if measure.is_share else 'value'}"]
    if was is None:
        return ""
    return f"; kỳ trước {number(was)}%" if measure.is_share else f"; kỳ trước {number(was)} {measure.unit}".rstrip()


def overdue(found, sentence):
    if not found.overdue:
        return
    late, total, longest = found.overdue, number(found.total.overdue), max(unit.longest for unit in found.overdue)
    lines = [f"{key_of(unit)}.overdue" for unit in late]
    names = [unit.name for unit in late if unit.longest == longest]
    if len(late) == 1:
        told = f"của {late[0].name}, {'lâu nhất' if found.total.overdue > 1 else 'đã quá hạn'} {number(longest)} ngày"
    else:
        at = f"{names[0]} ({number(longest)} ngày)" if len(names) == 1 else f"{number(longest)} ngày"
        told = f"ở {number(len(late))} {whom(unit.kind for unit in late)}; lâu nhất là {at}"
    yield sentence("overdue", "all", f"Có {total} việc quá hạn {told}.", "all.overdue", *lines)
    if len(late) > 1:
        listed = "; ".join(f"{unit.name} ({number(len(unit.rows))} việc)" for unit in late[:FEW])
        is_most = len(late) > FEW and len(late[FEW - 1].rows) > len(late[FEW].rows)
        how = "Cụ thể" if len(late) <= FEW else "Nhiều việc quá hạn nhất" if is_most else "Trong đó"
        yield sentence("overdue", "worst", f"{how}: {listed}.", *lines[:FEW])


def key_of(unit):
    return doer_key(*unit.rows[0][0].doer)


def waiting(found, sentence):
    if found.requests:
        text = f"Có {number(len(found.requests))} việc đơn vị đề nghị lùi hạn hoặc trả lại, đang chờ quyết định."
        yield sentence("requests", "all", text, "all.requests")
    if found.silent:
        shown, who = found.silent[:FEW], whom(one.kind for one in found.silent)
        listed = "; ".join(f"{one.name} ({number(one.days)} ngày)" for one in shown)
        more = f" và {number(len(found.silent) - FEW)} {who} khác" if len(found.silent) > FEW else ""
        text = f"Có {number(len(found.silent))} {who} từ {SILENT_DAYS} ngày trở lên chưa có thông tin về việc đang làm: {listed}{more}."
        yield sentence("silent", "all", text, "all.silent", *open_work(shown))


def open_work(silent):
    """The addresses of what silent units and persons are at."""
    return [f"{doer_key(one.unit, one.person)}.{column}" for one in silent for column in ("in_time", "overdue")]


def findings(found, setting, sentence):
    """How many shortcomings and causes nobody works on; in a report over less than the committee how many of them its own work answers."""
    if setting.scope:
        if answered := [line for line in found.findings if line.counts.assigned]:
            text = f"Việc trong kỳ nhằm khắc phục {number(len(answered))} hạn chế, nguyên nhân nêu trong văn bản."
            yield sentence("findings", "all", text, *(f"f{line.finding.id}.assigned" for line in answered))
    elif found.findings:
        without = sum(not line.tasks for line in found.findings)
        told = f"{number(without)} nội dung chưa có việc khắc phục" if without else "đều đã có việc khắc phục"
        text = f"{'Các văn bản' if len(found.documents) > 1 else 'Văn bản'} nêu {number(len(found.findings))} hạn chế, nguyên nhân; {told}."
        yield sentence("findings", "all", text, *(f"f{line.finding.id}.assigned" for line in found.findings))


def recommendations(found, setting, sentence):
    """What follows from the figures, for the board to reword: who is to act on what is late, undecided, silent or not begun.

    A board asks the standing members of the committee; a committee that reports by itself says what is to be done.
    """
    who, part = f"Đề nghị Thường trực {setting.committee}", "recommendations"
    direct, decide, give, ask = (
        (f"{who} chỉ đạo", f"{who} xem xét, quyết định", f"{who} xem xét, giao việc", "Đề nghị")
        if setting.by_board
        else ("Yêu cầu", "Xem xét, quyết định", "Giao việc", "Yêu cầu")
    )
    if found.overdue:
        late = found.overdue[:FEW]
        more = f" và các {whom(unit.kind for unit in found.overdue)} liên quan" if len(found.overdue) > FEW else ""
        text = f"{direct} {', '.join(unit.name for unit in late)}{more} tập trung hoàn thành {number(found.total.overdue)} việc quá hạn."
        yield sentence(part, "overdue", text, "all.overdue", *(f"{key_of(unit)}.overdue" for unit in late))
    if found.requests:
        text = f"{decide} {number(len(found.requests))} đề nghị lùi hạn hoặc trả lại việc của các đơn vị."
        yield sentence(part, "requests", text, "all.requests")
    if found.silent:
        named = found.silent if len(found.silent) <= FEW else ()
        several = f"{number(len(found.silent))} {whom(one.kind for one in found.silent)} từ {SILENT_DAYS} ngày trở lên chưa có thông tin"
        text = f"{ask} {', '.join(one.name for one in named) or several} khẩn trương báo cáo tiến độ việc được giao."
        yield sentence(part, "silent", text, "all.silent", *open_work(named))
    if untouched := ungiven(found, setting):
        text = f"{give} thực hiện nội dung {cited(untouched, found)}."
        yield sentence(part, "untouched", text, *(f"p{one.id}.assigned" for one in untouched))
    if without := [line for line in found.findings if not line.tasks and not setting.scope]:
        text = f"{give} khắc phục {number(len(without))} hạn chế, nguyên nhân chưa có việc thực hiện."
        yield sentence(part, "findings", text, *(f"f{line.finding.id}.assigned" for line in without))
