"""In which formats a document's source is kept and served."""

from pathlib import PurePath

FORMATS = {  # how a source is called, and served as
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def suffix_of(name):
    """The suffix under which a source is stored; '.txt' for a name that says nothing."""
    suffix = PurePath(name).suffix.lower()
    return suffix if suffix in FORMATS else ".txt"
