"""The sentences of a report, drafted from its figures: templates of the office's own language, no learned model. Pure.

Each sentence knows the figures it rests on (and by them their rows), so that it can be said when one of them has changed since.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from reports.figures import SILENT_DAYS, Figures, percent, values
from reports.figures.tracing import doer_key
from units import words

PARTS = ("summary", "provisions", "classes", "measures", "overdue", "requests", "silent", "findings", "recommendations")
FEW = 5
STANDS = (  # columns of a line, as a sentence says them where they are not 0
    ("waiting", "chờ xác nhận {} việc"),
    ("in_time", "đang thực hiện trong hạn {} việc"),
    ("overdue", "quá hạn {} việc"),
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
    """What sentences say beside figures: the cut-off in words, and who the committee is, short."""

    instant: str
    committee: str


def draft(found: Figures, before: Before, setting: Setting) -> tuple[Sentence, ...]:
    """All sentences of a report in their order. A part of which there is nothing to say has none: the paper says so itself."""
    told = values(found)

    def sentence(part, key, text, *addresses):
        return Sentence(part, key, text, {address: told[address] for address in addresses})

    made = [*summary(found, before, setting, sentence)]
    if found.total.assigned:
        made += [*provisions(found, sentence), *classes(found, sentence), *measures(found, before, sentence)]
        made += [*overdue(found, sentence), *waiting(found, sentence)]
    return (*made, *findings(found, sentence), *recommendations(found, setting, sentence))


def number(value):
    return words.number(value)


def stands(counts):
    """'chờ xác nhận 3 việc, quá hạn 2 việc': what is not 0, or '' where all is done."""
    return ", ".join(form.format(number(getattr(counts, column))) for column, form in STANDS if getattr(counts, column))


def columns(key, *more):
    """The addresses that a sentence about a whole line rests on."""
    return [f"{key}.{column}" for column in ("assigned", "on_time", "late", *(column for column, _form in STANDS), *more)]


def summary(found, before, setting, sentence):
    total = found.total
    if not found.documents:
        yield sentence("summary", "all", f"Đến {setting.instant} chưa có văn bản nào có hiệu lực để theo dõi.", "all.assigned")
        return
    if not total.assigned:
        beside = f"; {number(total.withdrawn)} việc đã giao đều được thu hồi" if total.withdrawn else ""
        yield sentence("summary", "all", f"Trong kỳ báo cáo chưa có việc nào được giao{beside}.", "all.assigned", "all.withdrawn")
        return
    rest = f"; {stands(total)}" if stands(total) else ""
    text = (
        f"Tính đến {setting.instant}, đã giao {number(total.assigned)} việc cho {number(found.units)} đơn vị, cá nhân; hoàn thành "
        f"{number(total.done)} việc ({total.done_share}%), gồm {number(total.on_time)} việc đúng hạn, {number(total.late)} việc quá hạn{rest}."
    )
    yield sentence("summary", "all", text, *columns("all", "units"))
    yield compared(total, before, sentence)
    given = [line for line in found.provisions if line.counts.assigned]
    if len(given) > 1 and total.done < total.assigned:
        low = min(given, key=lambda line: line.counts.done_share)
        text = f"Nội dung {low.provision.label} có tỷ lệ hoàn thành thấp nhất ({low.counts.done_share}%)."
        yield sentence("summary", "lowest", text, *(f"p{line.provision.id}.{name}" for line in given for name in ("assigned", "done")))
    if untouched := [line.provision for line in found.provisions if not line.counts.assigned]:
        text = f"Chưa giao việc nào cho nội dung {', '.join(one.label for one in untouched)}."
        yield sentence("summary", "untouched", text, *(f"p{one.id}.assigned" for one in untouched))


def compared(total, before, sentence):
    """This period beside the one before: done of assigned, and what is overdue."""
    addresses = ("all.assigned", "all.done", "all.overdue")
    if not before["all.assigned"]:
        return sentence("summary", "before", f"Kỳ trước ({before.period}) chưa giao việc nào nên chưa có số liệu để so sánh.", *addresses)
    share = percent(before["all.done"], before["all.assigned"])
    text = (
        f"Kỳ trước ({before.period}) giao {number(before['all.assigned'])} việc, hoàn thành {share}%, quá hạn {number(before['all.overdue'])} việc; "
        f"kỳ này tỷ lệ hoàn thành {moved(share, total.done_share, 'điểm phần trăm')}, số việc quá hạn "
        f"{moved(before['all.overdue'], total.overdue, 'việc')}."
    )
    return sentence("summary", "before", text, *addresses)


def moved(was, now, unit):
    """'tăng 3 việc', 'giảm 12 điểm phần trăm', 'không đổi'."""
    if was == now:
        return "không đổi"
    return f"{'tăng' if now > was else 'giảm'} {number(abs(now - was))} {unit}"


def provisions(found, sentence):
    for line in found.provisions:
        counts, key = line.counts, f"p{line.provision.id}"
        if not counts.assigned:
            yield sentence("provisions", key, f"Nội dung {line.provision.label}: chưa giao việc nào trong kỳ.", f"{key}.assigned")
            continue
        tasks = sum(1 for task in line.tasks if task.counts.assigned)
        rest = f"; {stands(counts)}" if stands(counts) else ""
        text = (
            f"Nội dung {line.provision.label}: {number(tasks)} nhiệm vụ, {number(counts.assigned)} việc; hoàn thành {number(counts.done)} việc "
            f"({counts.done_share}%){rest}."
        )
        yield sentence("provisions", key, text, *columns(key))


def classes(found, sentence):
    for line in found.classes:
        if line.counts.assigned:
            key, rest = f"k{line.kind}", f"; {stands(line.counts)}" if stands(line.counts) else ""
            text = (
                f"{line.name} (n = {number(line.units)}): được giao {number(line.counts.assigned)} việc, hoàn thành {number(line.counts.done)} "
                f"việc ({line.counts.done_share}%){rest}."
            )
            yield sentence("classes", key, text, *columns(key, "units"))


def measures(found, before, sentence):
    for line in found.measures:
        measure, key = line.task.measure, f"m{line.task.id}"
        if line.value is None:
            told = (
                "chưa có đơn vị nào báo số liệu"
                if not line.reported
                else f"{number(line.reported)} đơn vị báo số liệu, không cộng dồn được"
            )
        else:
            whole = f"/{number(line.out_of)}" if line.out_of is not None else ""
            share = f" ({line.result}%)" if line.result is not None else ""
            told = f"{number(line.value)}{whole} {measure.unit}{share}".strip()
        target = (
            f"; chỉ tiêu {number(measure.target)}{'%' if measure.is_share else f' {measure.unit} mỗi đơn vị'}" if measure.target else ""
        )
        was = before[f"{key}.result"] if line.result is not None else before[f"{key}.value"]
        earlier = f"; kỳ trước {number(was)}{'%' if line.result is not None else ''}" if was is not None else ""
        text = f"{measure.name}: {told}{target}{earlier}. Có {number(line.reported)} trên {number(line.rows)} việc báo số liệu."
        yield sentence("measures", key, text, *(f"{key}.{column}" for column in ("value", "out_of", "result", "reported", "rows")))


def overdue(found, sentence):
    if not found.overdue:
        return
    longest = max(found.overdue, key=lambda unit: unit.longest)
    text = (
        f"Có {number(found.total.overdue)} việc quá hạn ở {number(len(found.overdue))} đơn vị, cá nhân; lâu nhất là "
        f"{longest.name} ({number(longest.longest)} ngày)."
    )
    yield sentence("overdue", "all", text, "all.overdue")
    worst = found.overdue[:FEW]
    if len(found.overdue) > 1:
        listed = "; ".join(f"{unit.name} {number(len(unit.rows))} việc" for unit in worst)
        more = "Nhiều việc quá hạn nhất" if len(found.overdue) > FEW else "Cụ thể"
        yield sentence("overdue", "worst", f"{more}: {listed}.", *(f"{key_of(unit)}.overdue" for unit in worst))


def key_of(unit):
    return doer_key(*unit.rows[0][0].doer)


def waiting(found, sentence):
    if found.requests:
        text = f"Có {number(len(found.requests))} việc đơn vị đề nghị lùi hạn hoặc trả lại, đang chờ quyết định."
        yield sentence("requests", "all", text, "all.requests")
    if found.silent:
        listed = "; ".join(f"{one.name} ({number(one.days)} ngày)" for one in found.silent[:FEW])
        more = f" và {number(len(found.silent) - FEW)} đơn vị, cá nhân khác" if len(found.silent) > FEW else ""
        text = f"Có {number(len(found.silent))} đơn vị, cá nhân từ {SILENT_DAYS} ngày trở lên chưa có thông tin về việc đang làm: {listed}{more}."
        yield sentence("silent", "all", text, "all.silent")


def findings(found, sentence):
    if found.findings:
        without = [line for line in found.findings if not line.tasks]
        told = f"{number(len(without))} nội dung chưa có việc khắc phục" if without else "tất cả đã có việc khắc phục"
        text = f"Văn bản nêu {number(len(found.findings))} hạn chế, nguyên nhân; {told}."
        yield sentence("findings", "all", text, *(f"f{line.finding.id}.assigned" for line in found.findings))


def recommendations(found, setting, sentence):
    """What follows from the figures, for the board to reword: who is to act on what is late, silent, undecided or not begun."""
    who, part = f"Đề nghị Thường trực {setting.committee}", "recommendations"
    if found.overdue:
        units = ", ".join(unit.name for unit in found.overdue[:FEW])
        more = " và các đơn vị khác" if len(found.overdue) > FEW else ""
        text = f"{who} chỉ đạo {units}{more} tập trung hoàn thành {number(found.total.overdue)} việc quá hạn."
        yield sentence(part, "overdue", text, "all.overdue")
    if found.requests:
        text = f"{who} xem xét, quyết định {number(len(found.requests))} đề nghị lùi hạn hoặc trả lại việc của các đơn vị."
        yield sentence(part, "requests", text, "all.requests")
    if found.silent:
        text = f"Yêu cầu {number(len(found.silent))} đơn vị, cá nhân chưa có thông tin báo cáo ngay tiến độ việc được giao."
        yield sentence(part, "silent", text, "all.silent")
    if untouched := [line.provision for line in found.provisions if not line.counts.assigned]:
        text = f"{who} cho giao việc thực hiện nội dung {', '.join(one.label for one in untouched)}."
        yield sentence(part, "untouched", text, *(f"p{one.id}.assigned" for one in untouched))
    if without := [line for line in found.findings if not line.tasks]:
        text = f"{who} cho giao việc khắc phục {number(len(without))} hạn chế, nguyên nhân chưa có việc."
        yield sentence(part, "findings", text, *(f"f{line.finding.id}.assigned" for line in without))
