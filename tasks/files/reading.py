"""Reading a file piece by piece."""

PIECE = 2**16


def pieces(file):
    """Its bytes from where it stands, at most 64 KB at a time."""
    return iter(lambda: file.read(PIECE), b"")


def occurrences(file, mark):
    """How often these two or more bytes occur in the whole of a file."""
    file.seek(0)
    found, tail = 0, b""
    for piece in pieces(file):
        found += (tail + piece).count(mark)
        tail = (tail + piece)[1 - len(mark) :]
    return found
