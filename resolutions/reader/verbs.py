"""Words that an order without a subject begins with; and words that only say how, why or to what end something is done."""

import re

from .words import any_of, loose

_VERBS = any_of("""
    tăng cường, tiếp tục, đẩy mạnh, đẩy nhanh, tập trung, thực hiện, triển khai, tổ chức, xây dựng, nâng cao, chỉ đạo, lãnh đạo, phát
    huy, rà soát, hoàn thiện, quán triệt, kiểm tra, giám sát, bảo đảm, đảm bảo, đổi mới, quan tâm, chú trọng, chú ý, phối hợp, nghiên
    cứu, ban hành, bố trí, duy trì, mở rộng, khắc phục, chấn chỉnh, xử lý, gắn, kết hợp, làm tốt, coi trọng, tạo, đưa, ưu tiên, huy
    động, tham mưu, hướng dẫn, theo dõi, đôn đốc, báo cáo, sơ kết, tổng kết, nhân rộng, cụ thể hóa, củng cố, kiện toàn, bồi dưỡng, đào
    tạo, phân công, phấn đấu, hoàn thành, giải quyết, thúc đẩy, khuyến khích, không ngừng, chấp hành, thống kê, lập, trình, ứng dụng,
    phát triển, bảo tồn, phục hồi, chuyển đổi, kiểm soát, đầu tư, hỗ trợ, vận động, tuyên truyền, cần, phải, căn cứ, chuẩn bị, tháo
    gỡ, siết chặt, đấu tranh, phòng ngừa, phòng\\, chống, ngăn chặn, giữ vững, giữ gìn, khơi dậy, cải thiện, cải cách, hưởng ứng,
    hướng ứng, lan tỏa, biểu dương, khen thưởng, công khai, niêm yết, cập nhật, chia sẻ, di dời, thu hồi, sắp xếp, bàn giao, tiếp
    nhận, phê duyệt, thẩm định, thẩm tra, gửi, cung cấp, phát động, ký kết, đăng ký, cam kết, thành lập, phổ biến, học tập, tập huấn,
    tổng hợp, phân tích, đánh giá, lựa chọn, chọn, bảo vệ, quản lý, vận hành, khai thác, sử dụng, thu hút, kêu gọi, xúc tiến, nắm,
    lắng nghe, đối thoại, tiếp thu, tiếp công dân, chăm lo, thăm hỏi, mời, tham gia, xác minh, kết nối, số hóa, tích hợp, điều chỉnh,
    bổ sung, sửa đổi, thay thế, công bố, trồng, chỉnh trang, nạo vét, sửa chữa, nâng cấp, lắp đặt, mua sắm, đề xuất, kiến nghị, thông
    báo, thông tin, làm rõ, làm việc, đề cao, nêu gương, gương mẫu, chủ trì, tiến hành, khảo sát, điều tra, lồng ghép, phân bổ, cân
    đối, giới thiệu, quy hoạch, luân chuyển, xem xét, công nhận, giao, đề nghị, yêu cầu, thu gom, tuyên dương, kết nạp, giúp đỡ, tranh
    thủ, khai giảng, in ấn, biên soạn, viết, đăng tải, phát sóng, treo, tuần tra, truy quét, tạm dừng, chấm dứt, xóa, cấp, chi trả,
    quyết toán, nghiệm thu, giải ngân, giải phóng, thanh tra, kiểm kê, kiểm điểm, kiểm toán, bầu, cử, đón, ra quân, thực hành, tiết
    kiệm, xác định, phân cấp, phân loại, hình thành, thí điểm, định hướng, thường trực, trang bị, diễn tập, hợp tác, liên kết, đa
    dạng, thi hành, áp dụng,
    khởi công, xây mới, cải tạo, lấy(?!.* làm), viếng, trưng bày, trực, thiết lập, hoàn chỉnh, sàng lọc, tư vấn,
    khánh thành, trả lời, lưu trữ, động viên, tri ân, tôn vinh, tổ chức lại, tinh gọn, kế thừa, tận dụng, khai báo, tiêm, chống,
    cấm, ổn định, mở lớp, mở chuyên mục, mở đợt
""".replace("\\,", "\x00")).replace("\x00", ",")  # fmt: skip
_MANNERS = any_of("""
    chủ động, kịp thời, khẩn trương, nghiêm túc, thường xuyên, định kỳ, hằng năm, hằng quý, hằng tháng, hằng tuần, hằng ngày, hàng
    ngày, hàng năm, hàng quý, hàng tháng,
    từng bước, kiên quyết, sớm, tích cực, đồng thời, trước mắt, cùng với đó, bên cạnh đó, ngoài ra, song song với đó, khẩn cấp, linh hoạt
""")
# What the paper consents to or takes note of: nothing to be carried out.
AGREES = re.compile(loose(r"(?:thống nhất|cơ bản thống nhất|đồng ý|nhất trí|thông qua|ghi nhận|biểu dương|đánh giá cao|cho ý kiến)\b"))
FORBIDS = re.compile(r"không(?! khí| gian| chỉ| ít| có| phải là)\b")
DOES = re.compile(loose(rf"(?:{_VERBS}|{_MANNERS})\b"))
LED = re.compile(loose(rf"(?:{_MANNERS},? )+"))  # small words before the verb
# What such a sentence or clause tells is no further thing to do: it belongs to the one before.
HOW = re.compile(
    any_of(r"""
    kết hợp, gắn, nhằm, để, qua đó, từ đó, góp phần, trong đó, trên cơ sở, nhất là, đặc biệt, trọng tâm, coi, xem đây, lấy, xác định
    [^.;]{0,80}là,
    tránh, phấn đấu, hướng tới, theo(?! dõi), lưu ý, đây, việc này, trường hợp, nếu, khi, do, vì, bởi, tuyệt đối,
    (?:hoàn thành|xong|báo cáo) (?:trước|trong|chậm nhất|vào), thời gian, thời hạn, tiến độ, kinh phí,
    (?:bảo đảm|đảm bảo) (?:đúng|kịp|yêu cầu|tiến độ|chất lượng)
    """)
    + r"\b"
)
HOW_WITHIN = re.compile(r"(?:không(?! ngừng)|bảo đảm|đảm bảo|tạo|ưu tiên|chú ý)\b")  # the same inside a sentence alone
DETAILS = re.compile(r"\b(?:theo hướng|nguyên tắc|phương châm|bao gồm|gồm|như|tiêu chí|yêu cầu) ?: ")  # what follows is no thing of its own
COMES_OF_IT = re.compile(
    r"(?:đưa|làm cho) [^.;]{0,120}? (?:thành|trở thành|đi vào) (?:phong trào|nền nếp|nề nếp|việc làm|nhu cầu|chiều sâu|thực chất|nếp)"
)
