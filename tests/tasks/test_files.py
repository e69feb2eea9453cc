"""Files as evidence: what is taken and what is not, under which name, and how they come out again."""

import html
import io
import os
import random
import subprocess
import sys
import unicodedata
import uuid
from pathlib import Path
from urllib.parse import quote

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.http import parse_header_parameters
from django.views.static import serve

from tasks import files
from tasks.models import Entry, Evidence
from tests.children import ROOT, environment
from tests.office import at, say
from tests.tasks.bad_files import BAD
from tests.tasks.made_files import GOOD, PDF, picture

pytestmark = pytest.mark.django_db
NAME = "Ảnh sinh hoạt quý I.pdf"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at("2024-05-06 10:00"), tick=False):
        yield


@pytest.fixture
def row(office):
    return office.assign(office.task(units=["chau_o"], cadence="once"))[0]


@pytest.fixture
def head(office):
    client = Client()
    client.force_login(office.head)
    return client


def sent(row, *uploads, key=None, seen=None):
    """The form of progress, filled in, with these files: (name, bytes)."""
    row.refresh_from_db()
    said = {"seen": seen or row.number, "key": key or uuid.uuid4(), "text": "Đã làm.", "happened_on": "06/05/2024", "percent": "50"}
    return said | {"files": [SimpleUploadedFile(name, data) for name, data in uploads]}


def post(client, row, *uploads, **more):
    return client.post(reverse("log", args=[row.pk]), sent(row, *uploads, **more))


def fetched(client, where):
    """A download that is there, and its bytes."""
    answer = client.get(where)
    assert answer.status_code == 200
    return answer, b"".join(answer.streaming_content)


def in_store():
    """The names of all pieces of evidence in the store."""
    folder = Path(default_storage.path("evidence"))
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def refusals(answer):
    """The sentences at the field of files."""
    assert answer.status_code == 200
    words = html.unescape(answer.content.decode())
    found = [form["form"].errors.get("files", []) for form in answer.context["forms"] if form["form"].is_bound]
    assert all(sentence in words for sentence in found[0])
    return list(found[0])


# D17: what is taken


def test_good_files_of_each_type_are_taken_together(head, row):
    assert post(head, row, *[(f"tệp.{ending}", data) for ending, data in GOOD.items()]).status_code == 302
    kept = {one.name: Path(default_storage.path(one.file)).read_bytes() for one in Evidence.objects.all()}
    assert kept == {f"tệp.{ending}": data for ending, data in GOOD.items()}
    assert len(in_store()) == len(GOOD)


@pytest.mark.parametrize(("ending", "data", "code"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_file_is_refused_by_one_sentence_that_names_it(head, row, ending, data, code):
    """The good one of its type beside it is not named, and nothing of either is kept."""
    name = f"tệp của tôi.{ending}".rstrip(".")
    good = ending if ending in GOOD else "pdf"
    [sentence] = refusals(post(head, row, (f"tốt.{good}", GOOD[good]), (name, data)))
    assert sentence == str(files.REFUSALS[code]) % {"name": name}
    assert not Evidence.objects.exists()
    assert in_store() == []
    assert post(head, row, (f"tốt.{good}", GOOD[good])).status_code == 302


def test_every_refusal_is_tried():
    assert {code for *_case, code in BAD} == set(files.REFUSALS)


def test_ten_files_of_sixty_megabytes_are_taken_and_no_more(head, row):
    sixty = [(f"{n}.pdf", PDF + b" " * (6 * 2**20 - 2 * len(PDF)) + PDF) for n in range(10)]
    assert len(refusals(post(head, row, *sixty, ("11.pdf", PDF)))) == 1
    assert len(refusals(post(head, row, *sixty[:9], ("10.pdf", PDF + b" " * 6 * 2**20 + b"%%EOF")))) == 1
    assert in_store() == []
    assert post(head, row, *sixty).status_code == 302
    assert len(in_store()) == 10


@pytest.mark.parametrize("ending", GOOD)
def test_no_byte_of_ill_makes_the_check_stumble(ending):
    """Three hundred copies of a good file, each hurt by lot: every one is taken or refused by a sentence."""
    lot, data, said = random.Random(20240506), GOOD[ending], set()
    for _n in range(300):
        hurt = bytearray(data)
        for _m in range(lot.choice([1, 3, 20])):
            at_ = lot.randrange(len(hurt))
            hurt[at_ : at_ + lot.choice([0, 1, 1, 4])] = lot.randbytes(lot.choice([0, 1, 1, 4]))
        said.add(files.fault(ContentFile(bytes(hurt), name=f"a.{ending}")))
    assert said & {"damaged", "cut", "content"}
    assert said <= {None, *files.REFUSALS}


def test_the_worst_files_are_looked_at_in_little_memory():
    """In a process that may have 96 MB more than it has once the product is loaded. The control: unpacked whole, they do not fit."""
    code = (
        "import django; django.setup()\n"
        "import io, resource, zipfile\n"
        "from django.core.files.base import ContentFile\n"
        "from tasks import files\n"
        "from tests.tasks import bad_files as made\n"
        "has = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (has + 96 * 2**20, has + 96 * 2**20))\n"
        "for what, ending, data, code in made.BAD:\n"
        "    if code in ('unpacked', 'pixels', 'parts'):\n"
        "        print(files.fault(ContentFile(data, name='a.' + ending)) == code or what)\n"
        "bomb = next(data for what, _ending, data, _code in made.BAD if what == 'a part of 51 MB')\n"
        "try:\n"
        "    whole = zipfile.ZipFile(io.BytesIO(bomb)).read('word/a.bin')\n"
        "    print(len(whole + whole))\n"
        "except MemoryError:\n"
        "    print('MemoryError')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False, timeout=120
    )
    *looked_at, control = done.stdout.split("\n")[:-1]
    assert (set(looked_at), control) == ({"True"}, "MemoryError"), done.stdout + done.stderr
    assert len(looked_at) == sum(code in ("unpacked", "pixels", "parts") for *_case, code in BAD)


def test_a_cut_picture_is_refused_even_after_weasyprint_was_loaded(monkeypatch):
    """WeasyPrint tells Pillow to let cut pictures pass, in the whole process."""
    from PIL import Image, ImageFile

    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    cut = next(data for what, _ending, data, _code in BAD if what == "half a JPG")
    Image.open(io.BytesIO(cut)).load()  # the control
    assert files.fault(ContentFile(cut, name="a.jpg")) == "damaged"


# A form that did not go through leaves no file behind; one sent twice, no second.


def test_a_form_that_is_refused_leaves_no_file(head, row):
    old = post(head, row, ("a.pdf", PDF), seen=7)
    assert (old.status_code, in_store()) == (409, [])
    said = sent(row, ("a.pdf", PDF)) | {"happened_on": "07/05/2024"}
    assert head.post(reverse("log", args=[row.pk]), said).status_code == 200
    assert in_store() == []


def test_a_form_sent_twice_keeps_one_set_of_files(head, row):
    key, seen = uuid.uuid4(), row.number
    for _n in range(2):
        assert post(head, row, ("a.pdf", PDF), ("b.png", GOOD["png"]), key=key, seen=seen).status_code == 302
    assert Entry.objects.filter(key=key).count() == 1
    assert sorted(Path(name).name for name in Evidence.objects.values_list("file", flat=True)) == in_store()
    assert len(in_store()) == 2


# D16: names


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_in_either_spelling_is_one_name(head, row, form):
    """Stored composed; so shown, so downloaded, so named where it is refused."""
    spelt = unicodedata.normalize(form, NAME)
    assert post(head, row, (spelt, PDF)).status_code == 302
    evidence = Evidence.objects.get()
    assert evidence.name == NAME
    assert Evidence.objects.filter(name=unicodedata.normalize("NFC", spelt)).exists()
    assert NAME in html.unescape(head.get(row.get_absolute_url()).content.decode())
    assert fetched(head, evidence.get_absolute_url())[0]["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(NAME)}"
    assert NAME in refusals(post(head, row, (spelt, GOOD["png"])))[0]


# D18: downloads

NAMES = [
    ("bao cao.pdf", "bao cao.pdf"),
    (NAME, NAME),
    (unicodedata.normalize("NFD", NAME), NAME),
    ('Báo cáo "quý I"; đợt 2.pdf', 'Báo cáo "quý I"; đợt 2.pdf'),
    ('bao "cao"; 2\\x.pdf', "x.pdf"),
    ('bao "cao"; 2.pdf', 'bao "cao"; 2.pdf'),
    ("Báo\r\ncáo\r\nSet-Cookie: a=b.pdf", "BáocáoSet-Cookie: a=b.pdf"),
    ("bao\ncao.pdf", "baocao.pdf"),
    ("../../etc/báo cáo.pdf", "báo cáo.pdf"),
    ("gương\u202efdp.pdf", "gươngfdp.pdf"),
    ("100% — ‘xong’.pdf", "100% — ‘xong’.pdf"),
    ("đ" * 200 + ".pdf", "đ" * 116 + ".pdf"),
]


@pytest.mark.parametrize(("called", "shown"), NAMES)
def test_a_download_bears_the_name_that_people_see(office, head, row, called, shown):
    say(row, "log", office.head, "2024-05-06", evidence=[files.store(ContentFile(PDF, name=called))])
    answer, data = fetched(head, Evidence.objects.get().get_absolute_url())
    how, said = parse_header_parameters(answer["Content-Disposition"])
    assert (how, {name: value.replace('\\"', '"') for name, value in said.items()}) == ("attachment", {"filename": shown})
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Content-Disposition"].isascii()
    assert data == PDF


@pytest.mark.parametrize("ending", GOOD)
def test_a_download_can_do_nothing(office, head, row, ending):
    say(row, "log", office.head, "2024-05-06", evidence=[files.store(ContentFile(GOOD[ending], name=f"a.{ending}"))])
    answer, data = fetched(head, Evidence.objects.get().get_absolute_url())
    assert data == GOOD[ending]
    assert answer["Content-Type"] == files.TYPES[f".{ending}"].content_type
    assert answer["Content-Length"] == str(len(GOOD[ending]))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_the_right_is_looked_at_for_each_download(office, head, row):
    say(row, "log", office.head, "2024-05-06", evidence=[files.store(ContentFile(PDF, name="a.pdf"))])
    where = Evidence.objects.get().get_absolute_url()
    fetched(head, where)
    office.head.appointments.update(valid_until=at("2024-05-05").date())
    assert head.get(where).status_code == 404


def test_no_address_leads_to_the_store(office, head, row):
    """Neither an address of Django's for media, nor one guessed from the file's name; the store itself knows none."""

    def views(patterns):
        for pattern in patterns:
            yield from views(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern.callback]

    assert serve not in views(get_resolver().url_patterns)
    stored = files.store(ContentFile(PDF, name="a.pdf"))
    say(row, "log", office.head, "2024-05-06", evidence=[stored])
    with pytest.raises(ValueError, match="no public address"):
        default_storage.url(stored.file)
    for before in {settings.MEDIA_URL, "/", "/media/", "/files/", "/var/files/", settings.STATIC_URL}:
        assert head.get(f"{before}{stored.file}").status_code == 404
    assert not Path(default_storage.path(stored.file)).is_relative_to(settings.STATICFILES_DIRS[0])
    fetched(head, Evidence.objects.get().get_absolute_url())


def test_what_lies_in_the_store_is_for_the_office_alone(row):
    stored = files.store(ContentFile(picture(), name="a.png"))
    assert os.stat(default_storage.path(stored.file)).st_mode & 0o777 == 0o640
