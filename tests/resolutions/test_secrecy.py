"""Marks of secrecy: none that stands in a head is missed, none is seen in words about secrets."""

import unicodedata

import pytest

from resolutions.reader import secrecy

SECRET = "MẬT"
TOP = "TỐI MẬT"
UTMOST = "TUYỆT MẬT"
TITLE = "\n\nKẾT LUẬN\nvề công tác cán bộ\n\nI. Nhiệm vụ\n1. Làm."


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        ("MẬT\nHUYỆN ỦY BÌNH SƠN\nSố 12-KL/HU", SECRET),
        ("HUYỆN ỦY BÌNH SƠN\nSố 12-KL/HU\nMẬT", SECRET),
        ("HUYỆN ỦY\nMật", SECRET),
        ("HUYỆN ỦY\nM Ậ T", SECRET),
        ("HUYỆN ỦY\nM  Ậ  T", SECRET),
        ("HUYỆN ỦY\nT Ố I   M Ậ T", TOP),
        ("HUYỆN ỦY\nT U Y Ệ T   M Ậ T", UTMOST),
        ("HUYỆN ỦY          M Ậ T", SECRET),
        ("HUYỆN ỦY BÌNH SƠN  MẬT", SECRET),
        ("HUYỆN ỦY BÌNH SƠN MẬT", SECRET),
        ("HUYỆN ỦY BÌNH SƠN          TUYỆT MẬT", UTMOST),
        ("MẬT          ĐẢNG CỘNG SẢN VIỆT NAM", SECRET),
        ("TỐI MẬT ĐẢNG CỘNG SẢN VIỆT NAM", TOP),
        ("HUYỆN ỦY\n(MẬT)", SECRET),
        ("HUYỆN ỦY\n[ TỐI MẬT ]", TOP),
        ('HUYỆN ỦY\n"MẬT"', SECRET),
        ("HUYỆN ỦY\n*MẬT*", SECRET),
        ("HUYỆN ỦY\n**TUYỆT MẬT**", UTMOST),
        ("+-----+\n| MẬT |\n+-----+\nHUYỆN ỦY", SECRET),
        ("┌─────────┐\n│ TỐI MẬT │\n└─────────┘\nHUYỆN ỦY", TOP),
        ("| HUYỆN ỦY | MẬT |\n| --- | --- |", SECRET),
        ("HUYỆN ỦY BÌNH SƠN | MẬT", SECRET),
        ("HUYỆN ỦY [MẬT]", SECRET),
        ("Số 12-BC/HU (MẬT)", SECRET),
        ("Số 12-BC/HU MẬT", SECRET),
        ("Số 12-BC/HU   Mật", SECRET),
        ("Độ mật: Mật", SECRET),
        ("Độ mật : TỐI MẬT", TOP),
        ("Mức độ mật: tuyệt mật", UTMOST),
        ("Dấu chỉ độ mật - Tối mật", TOP),
        ("HUYỆN ỦY       Độ mật: Mật", SECRET),
        ('HUYỆN ỦY\nĐỘ MẬT: "MẬT"', SECRET),
        ("HUYỆN ỦY\nTÀI LIỆU MẬT", SECRET),
        ("HUYỆN ỦY\nMẬT - KHẨN", SECRET),
        ("HUYỆN ỦY\nTỐI MẬT - HỎA TỐC", TOP),
        ("HUYỆN ỦY\nMẬT/THƯỢNG KHẨN", SECRET),
        ("HUYỆN ỦY\nHỎA TỐC      MẬT", SECRET),
        ("HUYEN UY\nTUYET MAT", UTMOST),
        ("HUYỆN ỦY\nMÂT", SECRET),
        ("HUYỆN ỦY\nMẬT.", SECRET),
    ],
)
def test_a_mark_in_the_head_is_never_missed(head, mark):
    assert secrecy(head + TITLE) == mark
    assert secrecy(unicodedata.normalize("NFD", head + TITLE)) == mark
    assert secrecy("\ufeff" + (head + TITLE).replace("\n", "\r\n")) == mark


@pytest.mark.parametrize(
    "text",
    [
        "HUYỆN ỦY BÌNH SƠN\nSố 12-KL/HU" + TITLE,
        "KẾT LUẬN\nvề công tác bảo vệ bí mật nhà nước\n\nI. Nhiệm vụ",
        "KẾT LUẬN\nVỀ CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "KẾT LUẬN\nVỀ CÔNG TÁC BẢO VỆ BÍ  MẬT  NHÀ NƯỚC",
        "KẾT LUẬN\nVỀ CÔNG TÁC BẢO VỆ BÍ   MẬT   NHÀ NƯỚC",
        "KẾT LUẬN\nVỀ CÔNG TÁC BẢO VỆ BÍ\nMẬT NHÀ NƯỚC",
        "KẾT LUẬN\nvề việc giữ bí\nmật",
        "KẾT LUẬN\nvề công tác bảo\nmật",
        "KẾT LUẬN\nvề công tác bảo mật",
        "KẾT LUẬN\nVỀ BẢO MẬT",
        "KẾT LUẬN\nvề danh mục tài liệu mật",
        "BAN CHỈ ĐẠO BẢO VỆ BÍ MẬT" + TITLE,
        "BAN CHỈ ĐẠO\nBẢO VỆ BÍ MẬT NHÀ NƯỚC" + TITLE,
        "CỤC BẢO MẬT" + TITLE,
        "HUYỆN ỦY\nV/v bảo vệ bí mật\n\nKính gửi: A.",
        "KẾT LUẬN\nvề A\n\nCông tác bảo vệ bí mật nhà nước được thực hiện tốt.",
        "KẾT LUẬN\nvề A\n\nTài liệu mật, tối mật và tuyệt mật được giữ kín.",
        "KẾT LUẬN\nvề A\n\nQuy định độ mật: mật, tối mật, tuyệt mật.",
        "KẾT LUẬN\nvề A\n\nĐộ mật: không",
        "KẾT LUẬN\nvề A\n\n1. Đổi mật khẩu.\n2. Mật mã cơ yếu.",
        "ĐẢNG BỘ HUYỆN\nMẶT TRẬN TỔ QUỐC" + TITLE,
        "MẶT" + TITLE,
        "KẾT LUẬN\n" + "Một dòng.\n" * 60 + "MẬT",
        "MẬT MÃ" + TITLE,
        "KẾT LUẬN\nvề A\n\n1. Rà soát tài liệu có độ (Mật); (Tối mật).",
        "",
    ],
)
def test_words_about_secrets_are_no_mark(text):
    assert secrecy(text) is None
    assert secrecy(unicodedata.normalize("NFD", text)) is None
