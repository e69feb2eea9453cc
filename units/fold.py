"""One spelling for searching and comparing; never for showing."""

import re
import unicodedata


def fold(text):
    """Lower case, đ as d, no marks, everything but a-z and 0-9 as one space, and a space in front.

    'Bình Sơn' gives ' binh son', however its marks are composed or placed (hoà, hòa); no text gives ' '.
    So ' binh' finds words that begin with it, and punctuation between words hides nothing.
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " " + re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()
