"""How a Party paper says days, periods and numbers, always in Vietnamese. Pure functions. Source: HD 36-HD/VPTW, appendix 3."""

import re
from decimal import Decimal

from units.periods import ZONE, end_of_day, local_day

ROMAN = ("", "I", "II", "III", "IV")
NAMED = re.compile(r"(\d{4})(?:-([QH])?(\d+))?")
AUTHORITY = ("T/M", "K/T", "T/L", "Q.")
LONG_WORD = re.compile(r"\S{29,}")


def day(date):
    """'05/3/2024': a day below 10 and the months 1 and 2 with a zero, the months 3 to 9 without."""
    return f"{date.day:02}/{date.month:02}/{date.year}" if date.month <= 2 else f"{date.day:02}/{date.month}/{date.year}"


def long_day(date):
    """'ngày 05 tháng 3 năm 2024', as under the head of a paper: zeros as for ``day``."""
    return (
        f"ngày {date.day:02} tháng {date.month:02} năm {date.year}"
        if date.month <= 2
        else f"ngày {date.day:02} tháng {date.month} năm {date.year}"
    )


def paper_number(number):
    """'03', '12': the running number of a paper, in two figures at least. number: a whole number, or its figures as text."""
    return str(number).zfill(2)


def clock(moment):
    """'14 giờ 05 phút ngày 05/12/2024'."""
    local = moment.astimezone(ZONE)
    return f"{local:%H} giờ {local:%M} phút ngày {day(local.date())}"


def period(period):
    """'quý IV/2024', '6 tháng đầu năm 2024', 'năm 2024', 'tháng 11/2024', or the two days."""
    if not (named := NAMED.fullmatch(period.code)):
        return f"từ ngày {day(period.start)} đến ngày {day(period.end)}"
    year, letter, number = named.groups()
    if letter == "Q":
        return f"quý {ROMAN[int(number)]}/{year}"
    if letter == "H":
        return f"6 tháng {'đầu' if number == '1' else 'cuối'} năm {year}"
    return f"tháng {int(number):02}/{year}" if number and int(number) <= 2 else f"tháng {int(number)}/{year}" if number else f"năm {year}"


def instant(moment):
    """'hết ngày 31/12/2024', or with the hour where the day is not over."""
    on = local_day(moment)
    if moment >= end_of_day(on):
        return f"hết ngày {day(on)}"
    return clock(moment)


def number(value):
    """'1.234', '12,5': a point for thousands, a comma for decimals, no zeros at the end. '' for None."""
    if value is None:
        return ""
    text = f"{Decimal(value):,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def shorten(text, length):
    """The beginning of a text, cut between words, with '…' where something was cut."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[length // 2 :] else cut}…".replace(",…", "…").replace(";…", "…")


def breakable(text):
    """The text with invisible places to break inside words of 29 letters or more, so that none runs out of its column."""
    return LONG_WORD.sub(lambda word: "\u200b".join(re.findall(r".{1,14}", word[0])), text)
