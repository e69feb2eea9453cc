"""The accounts of the demonstration: who may sign in, as what, and with which password. ``seed_demo`` makes them."""

from django.utils.translation import gettext_lazy as _

DEMO_PASSWORD = "binh-son-2024"  # noqa: S105  (shown on the sign-in page of a demonstration, and used nowhere else)

ACCOUNTS = [
    ("van-phong", _("Office of the district committee: reads documents, gives tasks, follows them")),
    ("tuyen-giao", _("Propaganda Board: verifies, urges, makes the quarterly report")),
    ("thuong-truc", _("Standing member of the committee: sees how things stand, gives a word of direction")),
    ("kiem-tra", _("Inspection Commission: sees everything, and how it stood on a past day")),
    ("chau-o", _("Secretary of the Party organisation of Châu Ổ: receives work, reports it done")),
    ("chau-o-can-bo", _("Staff in Châu Ổ: writes down progress")),
    ("binh-minh", _("Secretary of the Party organisation of Bình Minh: another unit, to compare")),
    ("quan-tri", _("Administrator: accounts, units, calendar")),
]
