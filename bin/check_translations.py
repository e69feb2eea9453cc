"""Prints what is said in English in the code but not yet in Vietnamese, and fails if there is any. Called by bin/test.

Collects the words anew in a copy of the code, so the checkout is left as it is. Needs GNU gettext.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGE = "vi"
TEXT = Path("locale", LANGUAGE, "LC_MESSAGES", "django.po")
NOT_SHOWN = ("tests", "bench", "bin", "var", "static", "staticfiles")  # no page says what these say


def complete(message):
    """Every form of the message has words."""
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def collect(copy):
    """Brings the copy's translations up to its code, as makemessages does."""
    hidden = shutil.ignore_patterns(".*", "__pycache__", "node_modules")
    shutil.copytree(ROOT, copy, ignore=lambda folder, names: hidden(folder, names) | (set(NOT_SHOWN) if Path(folder) == ROOT else set()))
    (copy / "locale").mkdir(exist_ok=True)
    (copy / "static").mkdir()  # the settings name it
    made = subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", LANGUAGE, "--verbosity", "0"],
        cwd=copy,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test", "TMPDIR": str(copy.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        sys.exit(f"The words could not be collected:\n{made.stdout}{made.stderr}")


def catalog(path):
    with path.open("rb") as text:
        return read_po(text, locale=LANGUAGE)


def main():
    with tempfile.TemporaryDirectory(prefix="dondoc-words-") as folder:
        copy = Path(folder, "copy")
        collect(copy)
        if not (copy / TEXT).exists():
            print("Nothing in the code is marked for translation.")
            return
        ours = catalog(ROOT / TEXT) if (ROOT / TEXT).exists() else ()
        known = {(message.context, message.id) for message in ours}
        wanting = []
        for message in catalog(copy / TEXT):
            if not message.id:
                continue
            if (message.context, message.id) not in known:
                wanting.append(("missing", message))
            elif message.fuzzy:
                wanting.append(("fuzzy", message))
            elif not complete(message):
                wanting.append(("untranslated", message))
        check = ["msgfmt", "--check-format", "--output-file", os.devnull, TEXT]
        checked = subprocess.run(check, cwd=copy, capture_output=True, text=True, check=False)
    for what, message in wanting:
        words = message.id[0] if isinstance(message.id, tuple | list) else message.id
        path, line = message.locations[0] if message.locations else (TEXT, message.lineno)
        print(f"{what}: {words!r} ({path}:{line})")
    if checked.returncode:
        print(checked.stderr.strip())
    if unread := getattr(ours, "fuzzy", False):
        print(f"The head of {TEXT} is marked fuzzy, so bin/setup does not compile it.")
    if wanting or checked.returncode or unread:
        sys.exit(f"{len(wanting)} to translate in {TEXT}: manage.py makemessages -l {LANGUAGE}, then translate.")


if __name__ == "__main__":
    main()
