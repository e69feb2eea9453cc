"""Where a text names a unit or a person, and where that naming ends and the doing begins."""

import re

from .sheet import Sheet
from .words import any_of, loose

LONGEST = 500  # letters that a list of addressees may take
_BORDER = re.compile(r"[.:;()\n]")
_PLURAL = r"(?:các|những|mỗi|từng|toàn thể|tất cả các) " + any_of("""
    chi, cấp ủy, cấp, tổ chức, cơ quan, đơn vị, địa phương, ngành, sở, ban, bộ, phòng, xã, phường, huyện, đoàn thể, hội, đồng chí, ủy viên, cơ sở đoàn,
    cơ sở hội,
    thành viên, trường, đảng, tỉnh, thành ủy, thị ủy, quận ủy, thành phố, doanh nghiệp, lực lượng, cán bộ, tiểu ban, tổ, thường
    trực, văn phòng, ủy ban
""")
_NAMED = any_of(r"""
    ủy ban, đảng ủy, đảng bộ, chi bộ, chi ủy, huyện ủy, tỉnh ủy, thành ủy, thị ủy, quận ủy, ban thường vụ, ban chấp hành, ban tổ chức,
    ban tuyên giáo, ban dân vận, ban nội chính, ban xây dựng đảng, ban chỉ đạo, ban cán sự, thường trực, văn phòng, mặt trận, mttq,
    mttqvn, ubmttq, ubmttqvn,
    ub mttq, ubnd, hđnd, ubkt, vphu, vptu, vpđu, hội đồng nhân dân, liên đoàn lao động,
    trưởng (?:các )?(?:thôn|khu phố|bản|ấp|tổ dân phố|khu dân cư), bộ phận(?: tổng hợp| giúp việc| một cửa| tham mưu)?, tổ công tác,
    tổ giúp việc, tổ chuyên viên, tổ kiểm tra, công an, quân sự, bộ chỉ huy, đoàn thanh niên,
    huyện đoàn, tỉnh đoàn, tòa án, viện kiểm sát, kho bạc, đảng đoàn, đồng chí, đ/c, bí thư, phó bí thư, chủ tịch, phó chủ tịch,
    người đứng đầu, giám đốc, thủ trưởng, hiệu trưởng, chi hội, chi đoàn, tổ đảng,
    đoàn (?:giám sát|kiểm tra|thanh tra|công tác), đoàn (?:các xã|các phường|cơ sở|trực thuộc), báo và (?:đài )?phát thanh,
    trưởng ban, cấp ủy(?! viên), chính quyền, ủy viên, cơ quan, đơn vị, chánh văn phòng, trưởng phòng, tổ chức đảng,
    (?:đội ngũ )?cán bộ(?:\W| và) ?đảng viên
""")
_UNIT = re.compile(loose(rf"(?:{_PLURAL}|{_NAMED})\b"))
# Words that are a unit's only with a name after them: 'Ban Dân tộc' but not 'Ban hành', 'Hội Nông dân' but not 'Hội nghị'.
_PROPER = re.compile(
    loose(
        any_of(
            "Ban, Bộ, Sở, Hội, Đoàn, Báo, Đài, Phòng, Cục, Chi cục, Trung tâm, Trường, Học viện, Bệnh viện, Huyện, Xã, Phường, Tỉnh, Trạm, Hạt"
        )
        + r" (?=[A-ZĐÁÂÀẢÔƯỦỨÝ])|(?:phòng|sở|hội|trường|trung tâm|đài|trạm|ban|đoàn|xã|thị trấn|phường) (?=[A-ZĐÁÂÀẢÔƯỦỨÝ][^\W\d_A-Z])"
    )
)
_BODY_WORD = any_of("""
    đảng, chính trị, cơ sở, đoàn, hội, trực thuộc, xã hội, có liên quan, liên quan, chính quyền, quần chúng, công đoàn, cá nhân, thành viên,
    kinh tế, và
""")
_DOING = loose(
    r"\b(?:"
    + any_of(r"""
    căn cứ, có trách nhiệm, chịu trách nhiệm, chủ trì, phối hợp, triển khai, thực hiện, (?<!ban )chỉ đạo, hướng dẫn, theo dõi,
    (?<!ban )kiểm tra, giám sát, (?<!ban )(?<!đầu tư )xây dựng, nghiên cứu, rà soát, khẩn trương, thường xuyên, tiếp tục, tăng
    cường, chủ động,
    kịp thời, nghiêm túc, phải, cần, hoàn thiện, ban hành, bố trí, báo cáo, giao, đề nghị, yêu cầu, làm việc, thống nhất, đẩy mạnh,
    quan tâm, phân công, đưa, bảo đảm, đảm bảo, cụ thể hóa, quán triệt, tập trung, thông báo, đôn đốc, trình, cung cấp, gửi, lập,
    phổ biến, (?<!ban )tuyên truyền, đăng ký, hằng, hàng, định kỳ, trước ngày, trên cơ sở, phát huy, nâng cao, vận động, làm tốt,
    có kế hoạch, có văn bản, giúp(?! việc), đánh giá, tổng hợp, sơ kết, cử, duy trì, thẩm định, tiến hành, nắm, hoàn thành, xử lý,
    giải quyết, gắn, sử dụng, (?<!đào )tạo, chuẩn bị, tiếp thu, lồng ghép, theo (?=chức năng|nhiệm vụ|thẩm quyền|phân công|địa
    bàn|lĩnh vực|dõi),
    đã, chưa, còn, luôn,
    là (?:cơ quan|đơn vị|bộ phận|đầu mối), là, được, bị, đang, để, nhằm, thành lập, mở, dự(?! án| toán| thảo| kiến| báo), tham dự,
    định hướng, đối thoại, cân đối, trực tiếp, cập nhật, biểu dương,
    khen
    thưởng, ký,
    công khai, niêm yết, bàn giao, tiếp nhận, đề xuất, kiến nghị, khảo sát, điều tra, mời, giới thiệu, kết nạp, biên soạn, cấp,
    dành, nêu(?! trên),
    gương mẫu, không, tự, phát động, thu gom, huy động, quyết định, công bố, xem xét, lựa chọn, chọn, tham gia, nhân rộng, mở rộng,
    khắc phục,
    chấn chỉnh, bồi dưỡng, tập huấn, sắp xếp, khuyến khích, tuyên dương, chú trọng, ưu tiên, hỗ trợ, bảo vệ, ngăn chặn, đấu tranh,
    phòng ngừa,
    siết chặt, bám sát, phê duyệt, trả lời, lưu trữ, (?<!ban )chấp hành, tuần tra, hưởng ứng, cam kết, học tập, sớm, ghi nhận, đổi
    mới, củng cố, kiện toàn,
    chăm lo, thăm hỏi, hoàn trả, chuyển, nộp, chi trả, thu, giảm, tăng, vào cuộc, ra quân, đồng hành, liên hệ, trao đổi, góp ý, thẩm
    tra, xác minh, bổ sung, thiết lập, hoàn chỉnh, phản ánh, khoanh định
    """)
    + rf"|(?<!ban )tổ chức(?! ?[,;.]| {_BODY_WORD})"
    + r"|(?<!quan )(?<!trách )(?<!môn )tham mưu(?!,? giúp việc)|lãnh đạo(?=,? chỉ đạo| các| việc| ủy ban| ubnd| chính quyền))\b"
)
_DOES = re.compile(_DOING)
# A Party body leads whatever follows; of others 'lãnh đạo' may be their leaders.
_PARTY = re.compile(
    loose(r"(?:các |ban thường vụ )*(?:(?:đảng|huyện|tỉnh|thành|thị|quận|chi|cấp) ủy|đảng (?:đoàn|bộ)|ban cán sự|chi bộ)\b")
)
_PARTY_DOES = re.compile(_DOING + loose(r"|(?<!, )(?<! và )(?<!chí )(?<!bộ )(?<!thể )\blãnh đạo\b(?!,? quản lý)"))
STATES = re.compile(r"(?:đã|chưa|còn|luôn|là$|được|bị|đang)\b")  # words that tell how it is, not what shall be done


def unit_at(sheet: Sheet, at: int) -> bool:
    """Whether a unit or a person is named at a place."""
    return bool(_UNIT.match(sheet.low, at) or _PROPER.match(sheet.text, at))


def unit_word_at(sheet: Sheet, at: int) -> bool:
    """The same for the common words of units alone, in small letters or not."""
    return bool(_UNIT.match(sheet.low, at))


def doer(sheet: Sheet, at: int, end: int) -> tuple[int, str] | None:
    """Where the naming of those who begin at ``at`` ends, and the word of what they do ('' for a heading); None if nobody begins there."""
    if not unit_at(sheet, at):
        return None
    stop = min(end, at + LONGEST)
    named = _UNIT.match(sheet.low, at)
    does = _PARTY_DOES if _PARTY.match(sheet.low, at) else _DOES
    for match in does.finditer(sheet.low, named.end() if named else at, stop):
        if sheet.text[match.start()].islower() and match.start() > at and " " in sheet.text[at : match.start()].strip():
            break
    else:
        match = None
    border = _border(sheet, at, match.start() if match else stop)
    if match and border == match.start():
        return trimmed(sheet, at, border), match[0]
    return (trimmed(sheet, at, border), "") if border < stop or stop == end else None


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


def trimmed(sheet: Sheet, start: int, end: int) -> int:
    """The end of some words without the signs and small words after them."""
    while end > start and sheet.text[end - 1] in " ,;.:-–":
        end -= 1
    for word in (" và", " trong đó", " kịp thời"):
        if sheet.low[start:end].endswith(word):
            return trimmed(sheet, start, end - len(word))
    return end
