"""How a report counts, for the reader of its paper: the README's rules in short Vietnamese sentences. The number of a rule is its place here."""

from reports.figures import SILENT_DAYS

TITLE = "Cách tính"
RULES = (
    "Số liệu lấy từ nhật ký của hệ thống tại thời điểm ghi trên báo cáo; điều ghi sau thời điểm đó không làm thay đổi số liệu.",
    "Tính mọi việc đã giao đến thời điểm đó, bắt đầu không muộn hơn ngày cuối kỳ, chưa được xác nhận hoàn thành hoặc thu hồi trước kỳ.",
    "Mỗi việc chỉ ở một cột. Hoàn thành là đã được xác nhận; đúng hạn hay quá hạn tính theo ngày làm xong, không có hạn là đúng hạn. Việc đã báo "
    "hoàn thành thì chờ xác nhận và không tính là quá hạn.",
    "Được giao = hoàn thành đúng hạn + hoàn thành quá hạn + chờ xác nhận + đang làm, trong hạn + quá hạn + đơn vị trả lại; cộng theo nội dung, "
    "theo nhiệm vụ hay theo khối đều ra cùng tổng số.",
    "“Chưa tiếp nhận” và “chưa có hạn” là hai phần của cột đang làm, trong hạn; một việc có thể thuộc cả hai.",
    "Việc đã thu hồi không tính vào tổng số, tỷ lệ, chỉ tiêu và số đơn vị.",
    "Số đơn vị là số đơn vị (hoặc cá nhân) khác nhau còn việc không bị thu hồi; tên, khối của đơn vị là của ngày lấy số liệu.",
    "Tỷ lệ của chỉ tiêu bằng tổng phần đã làm chia tổng phải làm của các đơn vị đã báo; chỉ tiêu đếm được so với mức đặt ra nhân số việc, kể cả "
    "việc chưa báo; chưa ai báo thì để trống, không phải là 0.",
    "Tin tức về kỳ báo cáo ghi sau thời điểm lấy số liệu chỉ được liệt kê ở mục Ghi sau.",
    "Tỷ lệ làm tròn đến phần trăm, từ nửa trở lên thì làm tròn lên; tỷ lệ hoàn thành là số việc hoàn thành trên số việc được giao.",
    f"Chưa có thông tin là có việc đang làm mà từ {SILENT_DAYS} ngày trở lên không báo gì về việc nào; chưa báo lần nào thì tính từ ngày được giao.",
    "Báo cáo về một khối, một đơn vị hay các đơn vị do một đồng chí phụ trách chỉ tính việc của các đơn vị đó và cấp dưới; kỳ trước là kỳ liền "
    "trước dài bằng kỳ này, tính đến hết kỳ đó.",
)
WHERE = "cách tính ở cuối Phụ lục"


def cited(contents, *, elsewhere=False):
    """'cách tính ở cuối Phụ lục'; on another paper than the report (elsewhere) '… của báo cáo BC-0012'."""
    return f"{WHERE} của báo cáo {contents.code}".rstrip() if elsewhere else WHERE
