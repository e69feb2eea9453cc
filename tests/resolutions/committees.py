"""Two committees as plain data, for what is resolved without a database: a district's as the demonstration has it, and a commune's."""

import json
from datetime import date
from pathlib import Path

from resolutions.reader.resolving import Known, KnownUnit

DEMO = Path(__file__).parents[2] / "tasks" / "demo" / "binh_son.json"


def district(*more, without=()):
    """Huyện ủy Bình Sơn with its 34 units; ``more`` are added, units by these names left out."""
    data = json.loads(DEMO.read_text(encoding="utf-8"))
    units = [KnownUnit(1, ("Huyện ủy Bình Sơn", "Huyện ủy", "HU", "HUYỆN ỦY BÌNH SƠN"), "committee")]
    for kind in ("advising", "government", "front"):
        units += [KnownUnit(0, tuple(names), kind, 1) for names in data["units"][kind]]
    places = ["thị trấn Châu Ổ", *(f"xã {name}" for name in data["units"]["communes"].split(", "))]
    units += [KnownUnit(0, (f"Đảng bộ {place}", "ĐU", f"ĐẢNG ỦY {place.upper()}"), "subordinate", 1) for place in places]
    units = [unit for unit in units if unit.names[0] not in without]
    numbered = [KnownUnit(n, unit.names, unit.kind, unit.parent) for n, unit in enumerate(units, 1)]
    return Known((*numbered, *more), "Huyện ủy Bình Sơn")


COMMUNE = Known(
    (
        KnownUnit(1, ("Đảng ủy xã Tân Lập", "Đảng ủy", "ĐU"), "committee"),
        KnownUnit(2, ("Văn phòng Đảng ủy", "VPĐU"), "advising", 1),
        KnownUnit(3, ("Ban Xây dựng Đảng", "BXDĐ"), "advising", 1),
        KnownUnit(4, ("Ủy ban Kiểm tra Đảng ủy", "UBKT"), "advising", 1),
        KnownUnit(5, ("Ủy ban nhân dân xã", "UBND xã"), "government", 1),
        KnownUnit(6, ("Công an xã",), "government", 1),
        KnownUnit(7, ("Ủy ban Mặt trận Tổ quốc Việt Nam xã",), "front", 1),
        KnownUnit(8, ("Chi bộ thôn 1",), "subordinate", 1),
        KnownUnit(9, ("Chi bộ thôn 10",), "subordinate", 1),
        KnownUnit(10, ("Đảng ủy Ủy ban nhân dân xã",), "subordinate", 1),
    ),
    "Đảng ủy xã Tân Lập",
)
ENDED = date(2024, 6, 30)
