"""A QR code as SVG."""

import re

import segno

from units import qr

ADDRESS = "https://dondoc.example/kiem-tra/7F3K9QPM2A/"


def test_the_picture_is_the_code_module_by_module():
    made = qr.code(ADDRESS, "Trang kiểm tra")
    wanted = [list(line) for line in segno.make_qr(ADDRESS, error="m").matrix_iter(border=4)]
    assert f'viewBox="0 0 {len(wanted)} {len(wanted)}"' in made
    drawn = [[0] * len(wanted) for _line in wanted]
    for left, top, wide, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", made):
        assert wide == back
        for n in range(int(wide)):
            drawn[int(top)][int(left) + n] = 1
    assert drawn == wanted
    assert not any(wanted[0])  # the quiet zone


def test_names_are_words():
    assert "<script" not in qr.code(ADDRESS, "<script>")
    assert "<title>&lt;script&gt;</title>" in qr.code(ADDRESS, "<script>")
