"""Who is to do it: units and persons as the text names them."""

import re
from dataclasses import replace

from .result import Quote
from .sheet import Sheet
from .words import any_of, even

LONGEST = 500  # letters that a list of addressees may take
FAR = 6000  # letters of one part that are searched for those who carry it out
_PLURAL = r"(?:các|những|mỗi|từng|toàn thể|tất cả các) " + any_of("""
    chi, cấp ủy, cấp, tổ chức, cơ quan, đơn vị, địa phương, ngành, sở, ban, bộ, phòng, xã, phường, huyện, đoàn thể, hội, đồng chí, ủy viên,
    thành viên, trường, đảng, doanh nghiệp, lực lượng, cán bộ, tiểu ban, tổ, thường trực, văn phòng, ủy ban
""")
_NAMED = any_of("""
    ủy ban, đảng ủy, đảng bộ, chi bộ, chi ủy, huyện ủy, tỉnh ủy, thành ủy, thị ủy, quận ủy, ban thường vụ, ban chấp hành, ban tổ chức,
    ban tuyên giáo, ban dân vận, ban nội chính, ban xây dựng đảng, ban chỉ đạo, ban cán sự, thường trực, văn phòng, mặt trận, mttq, ubmttq,
    ub mttq, ubnd, hđnd, ubkt, vphu, vptu, vpđu, hội đồng nhân dân, liên đoàn lao động, công an, quân sự, bộ chỉ huy, đoàn thanh niên,
    huyện đoàn, tỉnh đoàn, tòa án, viện kiểm sát, kho bạc, đảng đoàn, đồng chí, đ/c, bí thư, phó bí thư, chủ tịch, phó chủ tịch,
    người đứng đầu, trưởng ban, cấp ủy, chính quyền, ủy viên, cơ quan, đơn vị, chánh văn phòng, trưởng phòng, tổ chức đảng
""")
_UNIT = re.compile(rf"(?:{_PLURAL}|{_NAMED})\b")
# Words that are a unit's only with a name after them: 'Ban Dân tộc' but not 'Ban hành', 'Hội Nông dân' but not 'Hội nghị'.
_PROPER = re.compile(
    any_of(
        "Ban, Bộ, Sở, Hội, Đoàn, Báo, Đài, Phòng, Cục, Chi cục, Trung tâm, Trường, Học viện, Bệnh viện, Huyện, Xã, Phường, Tỉnh, Trạm, Hạt"
    )
    + " (?=[A-ZĐÁÂÀẢÔƯỦỨÝ])"
)
_BODY_WORD = any_of("""
    đảng, chính trị, cơ sở, đoàn, hội, trực thuộc, xã hội, có liên quan, liên quan, chính quyền, quần chúng, công đoàn, cá nhân, thành viên,
    kinh tế, và
""")
_DOES = re.compile(
    r"\b(?:"
    + any_of(r"""
    căn cứ, có trách nhiệm, chịu trách nhiệm, chủ trì, phối hợp, triển khai, thực hiện, (?<!ban )chỉ đạo, hướng dẫn, theo dõi,
    (?<!ban )kiểm tra, giám sát, (?<!ban )xây dựng, nghiên cứu, rà soát, khẩn trương, thường xuyên, tiếp tục, tăng cường, chủ động,
    kịp thời, nghiêm túc, phải, cần, hoàn thiện, ban hành, bố trí, báo cáo, giao, đề nghị, yêu cầu, làm việc, thống nhất, đẩy mạnh,
    quan tâm, phân công, đưa, bảo đảm, đảm bảo, cụ thể hóa, quán triệt, tập trung, thông báo, đôn đốc, trình, cung cấp, gửi, lập,
    phổ biến, (?<!ban )tuyên truyền, đăng ký, hằng, hàng, định kỳ, trước ngày, trên cơ sở, phát huy, nâng cao, vận động, làm tốt,
    có kế hoạch, có văn bản, giúp(?! việc), đánh giá, tổng hợp, sơ kết, cử, duy trì, thẩm định, tiến hành, nắm, hoàn thành, xử lý,
    giải quyết, gắn, sử dụng, tạo, chuẩn bị, tiếp thu, lồng ghép, theo (?=chức năng|nhiệm vụ|thẩm quyền|phân công), đã, chưa, còn, luôn,
    là, được, bị, đang
    """)
    + rf"|(?<!ban )tổ chức(?! ?[,;.]| {_BODY_WORD})"
    + r"|(?<!quan )(?<!trách )(?<!môn )tham mưu(?!,? giúp việc)|lãnh đạo(?=,? chỉ đạo| các| việc))\b"
)
STATES = re.compile(r"(?:đã|chưa|còn|luôn|là|được|bị|đang)\b")  # words that tell how it is, not what shall be done
_ASKS = re.compile(r"\b(?:giao|đề nghị|yêu cầu|phân công|kính đề nghị|đồng ý giao) ")
_SUPPORTS = re.compile(r"\b(?:phối hợp|cùng)(?: chặt chẽ)?(?: với| cùng)? ")
_LEADS_WITH = re.compile(r"\bchủ trì,? phối hợp(?: chặt chẽ)?(?: với| cùng)? ")
_NAMES_THEM = re.compile(
    r"(?:[-–+] ?)?(?:trách nhiệm(?: [^:]{2,24})?|phân công[^:]{0,24}|"
    r"(?:cơ quan|đơn vị)?(?: ?chủ trì| ?phối hợp| ?thực hiện| ?tham mưu){1,2}[^:]{0,24}) ?: ?"
)
_PART = {"chủ trì": "lead", "theo dõi": "watch", "giám sát": "watch", "đôn đốc": "watch"}
_FRONT = re.compile(r"mặt trận|mttq")
_BORDER = re.compile(r"[.:;()\n]")
_CUT = re.compile(r"[,;] (?:và )?| và ")


def unit_at(sheet: Sheet, at: int) -> bool:
    """Whether a unit or a person is named at a place."""
    return bool(_UNIT.match(sheet.low, at) or _PROPER.match(sheet.text, at))


def doer(sheet: Sheet, at: int, end: int) -> tuple[int, str] | None:
    """Where the naming of those who begin at ``at`` ends, and the word of what they do ('' for a heading); None if nobody begins there."""
    if not unit_at(sheet, at):
        return None
    stop = min(end, at + LONGEST)
    for match in _DOES.finditer(sheet.low, at, stop):
        if sheet.text[match.start()].islower() and match.start() > at and " " in sheet.text[at : match.start()].strip():
            break
    else:
        match = None
    border = _border(sheet, at, match.start() if match else stop)
    if match and border == match.start():
        return _trim(sheet, at, border), match[0]
    return (_trim(sheet, at, border), "") if border < stop or stop == end else None


def carriers(sheet: Sheet, start: int, end: int) -> tuple[Quote, ...]:
    """Those whom the words between two places oblige: who begins them, whom they ask, and with whom these are to work."""
    end = min(end, start + FAR)
    found: list[Quote] = []
    at = start
    if (asked := _ASKS.match(sheet.low, at, end)) and unit_at(sheet, asked.end()):
        at = asked.end()
    elif named := _NAMES_THEM.match(sheet.low, at, end):
        at = named.end()
    _take(sheet, at, end, found)
    for match in _ASKS.finditer(sheet.low, start, end):
        if unit_at(sheet, match.end()) and not any(q.start <= match.end() < q.end for q in found):
            _take(sheet, match.end(), end, found)
    if found and (helped := _LEADS_WITH.search(sheet.low, start, end)) and unit_at(sheet, helped.end()):
        _take_help(sheet, helped.end(), end, found)
    return _once(found)


def asked(sheet: Sheet, start: int, end: int) -> tuple[Quote, ...]:
    """Those whom a sentence before a list asks, or whom it begins with in the plural: 'Các cấp ủy … thực hiện các nhiệm vụ sau:'."""
    end = min(end, start + FAR)
    found: list[Quote] = []
    for match in _ASKS.finditer(sheet.low, start, end):
        if unit_at(sheet, match.end()):
            _take(sheet, match.end(), end, found)
    if not found and re.match(r"(?:các|từng|mỗi) ", sheet.low[start : start + 5]):
        _take(sheet, start, end, found)
    return _once(found)


def names_carriers(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a line only says who is responsible: 'Trách nhiệm chỉ đạo thực hiện: Đảng ủy …'."""
    named = _NAMES_THEM.match(sheet.low, start, end)
    return bool(named) and (unit_at(sheet, named.end()) or unit_at(sheet, named.end() + 1))


def _take(sheet: Sheet, at: int, end: int, found: list[Quote]) -> None:
    told = doer(sheet, at, end)
    if not told:
        return
    stop, does = told
    if does in ("đề nghị", "yêu cầu", "giao", "phân công") or STATES.match(does):
        return
    tail = sheet.low[stop : stop + 60].lstrip(" ,")
    part = next((p for word, p in _PART.items() if tail.removeprefix("có trách nhiệm ").startswith(word)), None)
    found += _groups(sheet, at, stop, part)
    helped = _SUPPORTS.search(sheet.low, stop, min(end, stop + 60))
    if helped and unit_at(sheet, helped.end()) and "." not in sheet.text[stop : helped.start()]:
        found[:] = [replace(quote, part=quote.part or "lead") if quote.start >= at else quote for quote in found]
        _take_help(sheet, helped.end(), end, found)


def _take_help(sheet: Sheet, at: int, end: int, found: list[Quote]) -> None:
    told = doer(sheet, at, end)
    if told and not any(quote.start == at for quote in found):
        found += _groups(sheet, at, told[0], "support")


def _once(found: list[Quote]) -> tuple[Quote, ...]:
    """The same words once, where they stand first."""
    first: dict[str, Quote] = {}
    for quote in found:
        first.setdefault(even(quote.text), quote)
    return tuple(first.values())


def _groups(sheet: Sheet, start: int, end: int, part: str | None) -> list[Quote]:
    """A list of addressees cut at the commas where a new one begins: 'các chi, đảng bộ trực thuộc' is one."""
    cuts = [start]
    for match in _CUT.finditer(sheet.low, start, end):
        if _begins_anew(sheet, cuts[-1], match):
            cuts.append(match.end())
    quotes = []
    for a, b in zip(cuts, [*cuts[1:], end], strict=True):
        stop = _trim(sheet, a, b)
        if stop > a:
            quotes.append(Quote(sheet.text[a:stop], a, stop, part))
    return quotes


def _begins_anew(sheet: Sheet, start: int, match: re.Match) -> bool:
    at = match.end()
    before, low = sheet.low[start : match.start()], sheet.low
    if _FRONT.search(before[-40:]) and re.match(r"các (?:tổ chức|đoàn thể|hội)", low[at : at + 20]):
        return "và" not in match[0] and not before.startswith(("đảng ủy", "đảng bộ"))
    if sheet.text[at].isupper():
        return unit_at(sheet, at)
    if re.match(r"(?:các|những|mỗi|từng) ", low[at : at + 6]):
        return unit_at(sheet, at)
    return unit_at(sheet, at) and not re.match(r"(?:các|những|mỗi|từng|toàn thể) ", before) and bool(_UNIT.match(low, at))


def _border(sheet: Sheet, at: int, stop: int) -> int:
    """The first sign that ends a naming: a full stop, colon, bracket, or a semicolon with no unit after it."""
    for match in _BORDER.finditer(sheet.text, at, stop):
        here = match.start()
        if match[0] == ";" and unit_at(sheet, here + 2):
            continue
        if match[0] == "." and sheet.text[here - 2 : here].isupper() and here + 1 < len(sheet.text) and sheet.text[here + 1] == " ":
            continue
        return here
    return stop


def _trim(sheet: Sheet, start: int, end: int) -> int:
    while end > start and sheet.text[end - 1] in " ,;.:-–":
        end -= 1
    for word in (" và", " trong đó", " kịp thời"):
        if sheet.low[start:end].endswith(word):
            return _trim(sheet, start, end - len(word))
    return end
