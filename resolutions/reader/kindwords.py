"""The kinds of documents the Party and the State write, and the letters that stand for them in a number."""

from .words import fold

NAMES = (
    "Chương trình hành động", "Lời kêu gọi", "Nghị quyết", "Quyết định", "Chỉ thị", "Kết luận", "Quy chế", "Quy định", "Thông tri",
    "Hướng dẫn", "Thông báo", "Thông cáo", "Tuyên bố", "Báo cáo", "Kế hoạch", "Quy hoạch", "Chương trình", "Đề án", "Phương án",
    "Dự án", "Tờ trình", "Công văn", "Biên bản", "Điều lệ", "Chiến lược", "Cương lĩnh", "Công điện",
)  # fmt: skip
LETTERS = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "KL": "Kết luận", "QC": "Quy chế", "TT": "Thông tri", "HD": "Hướng dẫn",
    "TB": "Thông báo", "TC": "Thông cáo", "BC": "Báo cáo", "KH": "Kế hoạch", "CTR": "Chương trình", "ĐA": "Đề án", "PA": "Phương án",
    "TTR": "Tờ trình", "CV": "Công văn", "BB": "Biên bản", "CĐ": "Công điện",
}  # fmt: skip
_FOLDED = [(fold(name), name) for name in NAMES]


def named_at_start(line: str) -> str | None:
    """The kind whose name a line begins with, also where scanning has damaged its marks."""
    words = fold(line[:80])
    return next((name for folded, name in _FOLDED if words.startswith(folded)), None)


def after_name(line: str) -> str:
    """What a line says after the name of the kind that it begins with."""
    name = fold(named_at_start(line) or "")
    end = 0
    while end < len(line) and len(fold(line[:end])) < len(name):
        end += 1
    return line[end:].strip()


def is_name(line: str) -> bool:
    """Whether a line is the name of a kind and nothing else."""
    return len(line) < 40 and any(fold(line) == folded for folded, _ in _FOLDED)


def by_symbol(symbol: str | None) -> str | None:
    """The kind by the letters of a number: 'CV/ĐU' is a Công văn, 'TB-VPCP' a Thông báo."""
    letters = (symbol or "").replace("/", "-").split("-")[0]
    return LETTERS.get(letters.upper().replace("QĐI", "QĐ"))
