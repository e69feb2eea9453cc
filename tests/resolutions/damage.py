"""Damage that a paper's text suffers on its way from the page: pure functions (text, seed) -> text, each doing one kind of it.

HARMLESS damage touches spaces, breaks, pages, forms of a letter and marks of layout: a reader must find the same head and the same labels.
OCR misreads letters: of that a reader may lose something, but it must not make anything up.
"""

import random
import re
import textwrap
import unicodedata

BARE = frozenset("aăâeêioôơuưyđ")
TWO_STYLES = (
    ("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"), ("oè", "òe"), ("oé", "óe"), ("oẻ", "ỏe"), ("oẽ", "õe"), ("oẹ", "ọe"),
    ("uỳ", "ùy"), ("uý", "úy"), ("uỷ", "ủy"), ("uỹ", "ũy"), ("uỵ", "ụy"),
)  # fmt: skip
PAIRS = tuple(pair for new, old in TWO_STYLES for pair in ((new, old), (new.upper(), old.upper()), (new.capitalize(), old.capitalize())))
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
SECTION = re.compile(r"[IVX]+\s?[.\-–]\s")
HYPHEN_OF_NUMBER = re.compile(r"(?<=\d)(\s?)-(\s?)(?=[A-ZĐ])")


def is_table(line):
    return line.lstrip().startswith("|")


def lost_spaces(text, seed=0):
    """The space after a toned vowel is lost: 'Đảng bộxã', 'thịsố46-CT/TW'. Not after a number's mark, and not at a line's edges."""
    chance = random.Random(seed)

    def is_toned(letter):
        return letter.isalpha() and letter.lower() not in BARE and not letter.isascii()

    def join(found):
        return found[1] + (found[2] if is_toned(found[1]) and chance.random() < 0.2 else " " + found[2])

    return "\n".join(line if is_table(line) else re.sub(r"(\w) (?=(\w))", lambda m: join(m)[:-1], line) for line in text.split("\n"))


def letter_spaced(text, seed=0):
    """Runs of two to four words inside long lines are set letter by letter: 'T h a m m ư u'."""
    chance = random.Random(seed)
    lines = []
    for line in text.split("\n"):
        words = line.split(" ")
        if len(words) > 24 and not is_table(line) and "  " not in line and chance.random() < 0.5:
            long = chance.randint(2, 4)
            at = chance.randint(10, len(words) - long - 4)
            run = words[at : at + long]
            if all(word.isalpha() for word in run):
                words[at : at + long] = [" ".join(word) for word in run]
        lines.append(" ".join(words))
    return "\n".join(lines)


def doubled_spaces(text, seed=0):
    """Spaces inside long lines are doubled or tripled, as justification leaves them, and some lines end with a space."""
    chance = random.Random(seed)
    lines = []
    for line in text.split("\n"):
        if len(line.strip()) > 60 and not is_table(line) and "   " not in line.strip():  # not between columns
            lines.append(re.sub(r"(?<=\S) (?=\S)", lambda _: " " * chance.choice((1, 1, 2, 2, 3)), line) + chance.choice(("", " ")))
        else:
            lines.append(line)
    return "\n".join(lines)


def _broken(text, seed, mark):
    """The text with ``mark(n)`` put inside some sentences of its body, where a page could have ended."""
    chance = random.Random(seed)
    lines, page, since = [], 1, 0
    for line in text.split("\n"):
        since += 1 + len(line) // 80
        words = line.split(" ")
        if since > 12 and len(words) > 24 and not is_table(line) and "  " not in line:
            at = chance.randint(12, len(words) - 6)
            while at < len(words) - 3 and not words[at][0].islower():
                at += 1
            page, since = page + 1, 0
            lines.append(" ".join(words[:at]) + mark(page) + " ".join(words[at:]))
        else:
            lines.append(line)
    return "\n".join(lines)


def page_numbers(text, seed=0):
    """Pages end inside sentences and the next begins with its number."""
    return _broken(text, seed, lambda n: f"\n\n{n}\n\n")


def form_feeds(text, seed=0):
    """Pages end inside sentences, with a form feed and the number in the middle of a line."""
    return _broken(text, seed, lambda n: f"\n\f                                        {n}\n\n")


def page_heads(text, seed=0):
    """Each page begins with a head of the scanner."""
    return _broken(text, seed, lambda n: f"\n\n===== Trang {n} =====\n\n")


def rewrapped(text, seed=0):
    """Long lines are broken at a width, with or without an indent of their first."""
    chance = random.Random(seed)
    width, indent = chance.choice((64, 72, 84)), chance.choice(("", "     "))
    lines = []
    for line in text.split("\n"):
        if len(line) <= width or is_table(line) or "  " in line.strip():
            lines.append(line)
        else:
            rows = textwrap.wrap(line, width, initial_indent=indent, break_long_words=False, break_on_hyphens=False)
            if len(rows[-1]) < 5:  # a number alone on a line would be a page's
                rows[-2:] = [" ".join(rows[-2:])]
            lines += rows
    return "\n".join(lines)


def new_tone_style(text, seed=0):
    """'uỷ', 'hoà', 'thuý' throughout."""
    return _restyled(text, random.Random(seed), 1.0, to_new=True)


def mixed_tone_styles(text, seed=0):
    """Both styles in one text, by chance."""
    return _restyled(text, random.Random(seed), 0.5, to_new=True)


def old_tone_style(text, seed=0):
    """'ủy', 'hòa', 'thúy' throughout."""
    return _restyled(text, random.Random(seed), 1.0, to_new=False)


def _restyled(text, chance, share, *, to_new):
    for new, old in PAIRS:
        here, there = (old, new) if to_new else (new, old)
        end = "" if here[0].lower() == "u" else r"(?!\w)"  # 'toàn' and 'hoàng' are written so in both
        text = re.sub(rf"(?<![qQ]){here}{end}", lambda found, word=there: word if chance.random() < share else found[0], text)
    return text


def decomposed(text, seed=0):
    """Marks stand as characters of their own (NFD)."""
    return unicodedata.normalize("NFD", text)


def curly_quotes(text, seed=0):
    """Straight quotation marks become curly ones."""
    return re.sub(r'"([^"\n]*)"', r"“\1”", text)


def straight_quotes(text, seed=0):
    """Curly quotation marks become straight ones."""
    return re.sub("[“”]", '"', text)


def en_dashes(text, seed=0):
    """The hyphen of dash points, of pairs of words and of numbers is an en dash; the rule of five hyphens under the subject is let be."""
    text = re.sub(r"(?m)(^\s*|(?<= ))-(?= )", "–", text)
    return HYPHEN_OF_NUMBER.sub(r"\1–\2", text)


def flattened_head(text, seed=0):
    """The two columns of the letterhead, told one after the other, stand side by side, line by line. Other heads are let be."""
    lines = text.split("\n")
    party = next((n for n, line in enumerate(lines) if line.strip() == PARTY), None)
    dated = next((n for n in range(party + 1, min(party + 4, len(lines))) if "ngày" in lines[n]), None) if party else None
    if not dated:
        return text
    left = [line.strip() for line in lines[:party] if line.strip()]
    right = [lines[party].strip(), *[""] * (len(left) > 3), *[line.strip() for line in lines[party + 1 : dated + 1] if line.strip()]]
    right += [""] * (len(left) - len(right))
    left = left + [""] * (len(right) - len(left))
    wide = max(map(len, left)) + 6
    flat = [f"{a:<{wide}}{b}".rstrip() for a, b in zip(left, right, strict=True)]
    return "\n".join([*flat, "", *lines[dated + 1 :]])


def markdown_stars(text, seed=0):
    """Section headings, lines in capitals and signatures are bold, date lines slanted, as a converter to Markdown prints them."""
    lines = []
    for line in text.split("\n"):
        words = line.strip()
        if not words or is_table(line) or "*" in words or "  " in words or words.startswith("-"):
            lines.append(line)
        elif SECTION.match(words) or (words == words.upper() and any(letter.isalpha() for letter in words)):
            lines.append(f"**{words}**")
        elif re.search(r", ngày\s.*\btháng\s.*\bnăm\s+\d{4}$", words) and len(words) < 60:
            lines.append(f"*{words}*")
        else:
            lines.append(line)
    return "\n".join(lines)


HARMLESS = (
    lost_spaces, letter_spaced, doubled_spaces, page_numbers, form_feeds, page_heads, rewrapped, new_tone_style, mixed_tone_styles,
    old_tone_style, decomposed, curly_quotes, straight_quotes, en_dashes, flattened_head, markdown_stars,
)  # fmt: skip


def roman_misread(text, seed=0):
    """A stroke of a Roman number is lost: II → I, III → II."""
    return re.sub(r"(?m)^(\s*I{1,2})I(?=\s?[.\-–]\s)", r"\1", text)


def bars_lost(text, seed=0):
    """Some đ are read as d and some Đ as D."""
    chance = random.Random(seed)
    return re.sub("[đĐ]", lambda found: ("d" if found[0] == "đ" else "D") if chance.random() < 0.3 else found[0], text)


def horns_lost(text, seed=0):
    """Some ư are read as u, some ơ as o."""
    chance = random.Random(seed)
    plain = {"ư": "u", "Ư": "U", "ơ": "o", "Ơ": "O"}
    return re.sub("[ưƯơƠ]", lambda found: plain[found[0]] if chance.random() < 0.3 else found[0], text)


def titles_misread(text, seed=0):
    """The capitals of a title and of UBND are misread, and a few first words of orders."""
    misread = (("KẾT LUẬN", "KÉT LUẬN"), ("KẾ HOẠCH", "KÉ HOẠCH"), ("NGHỊ QUYẾT", "NGHỊ QUYÉT"), ("HƯỚNG DẪN", "HƯỚNG DÃN"), ("UBND", "ƯBND"),
               ("Đẩy mạnh", "Đây mạnh"), ("tổ chức", "tô chức"), ("HĐND", "HDND"))  # fmt: skip
    for right, wrong in misread:
        text = text.replace(right, wrong)
    return text


def tones_swapped(text, seed=0):
    """Hook and tilde are taken for each other."""
    chance = random.Random(seed)
    swap = {"\u0309": "\u0303", "\u0303": "\u0309"}
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", re.sub("[\u0309\u0303]", lambda m: swap[m[0]] if chance.random() < 0.3 else m[0], apart))


OCR = (roman_misread, bars_lost, horns_lost, titles_misread, tones_swapped)
