"""The bars: what they say, what a strict CSP would refuse, what a print in black and white must tell."""

from html.parser import HTMLParser

from units import svg

TONES = list(svg.TONES)


class Tags(HTMLParser):
    """Tags and attributes as they stand."""

    def __init__(self, markup):
        super().__init__()
        self.seen = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def drawn(lines, tones=TONES, **more):
    return svg.bars("t", "Title", lines, tones, **more)


def widths(markup, tone):
    fill = svg.fills("t", [tone])[0][tone]
    return [float(a["width"].rstrip("%")) for tag, a in Tags(markup).seen if tag == "rect" and a.get("fill") == fill and "%" in a["width"]]


def test_widths_follow_the_numbers():
    markup = drawn([("I.1", [3, 0, 0, 0, 1, 0]), ("I.2", [1, 0, 0, 0, 0, 0])])
    (three, one), (alarm,) = widths(markup, "middle"), widths(markup, "alarm")
    assert three == 3 * one == 3 * alarm
    assert three + alarm == 94 - 11


def test_a_line_of_zeros_shows_its_zero_and_no_lines_is_no_error():
    assert ">0</text>" in drawn([("II.2", [0] * 6)])
    assert "<title>Title</title>" in drawn([])


def test_nothing_that_a_strict_csp_refuses_and_no_raw_text():
    markup = drawn([("<script>alert(1)</script>", [1, 2, 3, 4, 5, 6])]) + svg.swatch("s", "striped")
    seen = Tags(markup).seen
    assert not [tag for tag, attrs in seen if tag in ("script", "style", "image", "foreignobject") or "style" in attrs]
    assert not [name for _tag, attrs in seen for name in attrs if name.startswith("on")]
    assert "&lt;script&gt;" in markup


def test_every_fill_that_is_a_pattern_is_there():
    markup = drawn([("a", [1] * 6)])
    ids = [attrs["id"] for _tag, attrs in Tags(markup).seen if "id" in attrs]
    used = {attrs["fill"][5:-1] for _tag, attrs in Tags(markup).seen if attrs.get("fill", "").startswith("url(#")}
    assert used == set(ids)
    assert len(ids) == len(set(ids))


def test_tones_differ_in_black_and_white():
    def seen(tone):
        ground, strokes = svg.TONES[tone]
        red, green, blue = (int(ground[n : n + 2], 16) for n in (1, 3, 5))
        return round((0.3 * red + 0.59 * green + 0.11 * blue) / 40), strokes and strokes[0]

    assert len({seen(tone) for tone in TONES}) == len(TONES)
