"""A document from its text to being in force, through its pages."""

import io
import random
import re
import uuid
import zipfile
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from resolutions.formats import FORMATS
from resolutions.models import Intake, Provision, Resolution
from resolutions.reader import decode, read
from tests.office import SAMPLE, Office, at
from tests.resolutions.made_papers import numbered_docx, saved, typed_docx

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return Office.make()


@pytest.fixture
def signed_in(client, people):
    client.force_login(people.office)
    return client


def upload(client, data, name="ket-luan.txt"):
    return client.post(reverse("document-read"), {"file": SimpleUploadedFile(name, data), "key": uuid.uuid4()})


def put_in_force(client, intake, **said):
    """Number and date are missing; no task is made."""
    for part in intake.parts:
        part["tasks"] = []
    intake.save()
    number = {"without_number": "on", "without_date": "on"}
    client.post(reverse("intake-enter", args=[intake.pk]), {"seen": intake.number, **(said or number)})
    return Resolution.objects.get()


def test_the_conclusion_from_its_file_to_eight_provisions_in_force(signed_in, people):
    answer = upload(signed_in, SAMPLE.read_bytes())
    intake = Intake.objects.get()
    assert answer.url == intake.get_absolute_url()
    assert not Resolution.objects.exists(), "nothing holds before a person has checked it"
    document = put_in_force(signed_in, intake)
    assert (document.state, document.number, document.issued_on, document.symbol) == ("in_force", "", None, "KL/HU")
    to_carry_out = list(document.provisions.to_carry_out().values_list("label", "kind"))
    assert to_carry_out == [(f"I.{n}", "directive") for n in range(1, 7)] + [("II.1", "duty"), ("II.2", "duty")]
    assert document.provisions.get(label="I.1").parent == document.provisions.get(label="I")
    assert [citation.number for citation in document.citations.all()] == ["01-KL/TW", "05-CT/TW", "873-BC/HU", "55-KH/HU"]
    assert all(citation.text for citation in document.citations.all())
    assert len(document.recipients) == 8
    with document.source.open() as source:
        assert source.read() == SAMPLE.read_bytes()
    assert (document.in_force_by, document.without_number) == (people.office, True)
    assert "…-KL/HU" in signed_in.get(document.get_absolute_url()).content.decode()


def test_a_large_word_file_goes_all_the_way_and_comes_back_as_it_was(signed_in):
    made = io.BytesIO()
    document = Document()
    for line in SAMPLE.read_text().splitlines():
        document.add_paragraph(line)
    document.save(made)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("word/media/image1.bin", random.Random(1).randbytes(3 * 2**20))
    upload(signed_in, made.getvalue(), name="Kết luận.docx")
    document = put_in_force(signed_in, Intake.objects.get())
    assert document.provisions.filter(label="II.2", kind="duty").exists()
    got = signed_in.get(reverse("document-source", args=[document.pk]))
    assert b"".join(got.streaming_content) == made.getvalue()
    assert (got["Content-Type"], document.source.name[-5:]) == (FORMATS[".docx"], ".docx")


def test_a_person_corrects_what_was_read(signed_in):
    upload(signed_in, SAMPLE.read_bytes())
    intake = Intake.objects.get()
    head = {"kind": "Kết luận", "issuer": "Huyện ủy", "subject": "Trích yếu", "signer": "Người khác", "number": "12-KL/HU"}
    address = reverse("intake-head", args=[intake.pk])
    assert signed_in.post(address, {"seen": 1, **head, "issued_on": "31/02/2024"}).status_code == 200
    signed_in.post(address, {"seen": 1, **head, "issued_on": "29/03/2024", "recipients": "Như trên\r\n\r\nLưu"})
    assert signed_in.post(address, {"seen": 1, **head}).status_code == 409, "an old version"
    intake.refresh_from_db()
    signed_in.post(reverse("intake-part", args=[intake.pk, 1]), {"seen": 2, "tasks": 0, "label": "I", "kind": "assessment"})
    intake.refresh_from_db()
    document = put_in_force(signed_in, intake, number="12-KL/HU", issued_on="29/03/2024")
    assert (document.signer, document.number, document.issued_on) == ("Người khác", "12-KL/HU", date(2024, 3, 29))
    assert document.recipients == ["Như trên", "Lưu"]
    assert document.provisions.get(label="I").kind == Provision.Kind.ASSESSMENT


def test_pasted_text_reads_the_same(signed_in):
    signed_in.post(reverse("document-read"), {"text": SAMPLE.read_text().replace("\n", "\r\n"), "key": uuid.uuid4()})
    assert [part["label"] for part in Intake.objects.get().parts][:3] == ["I", "I.1", "I.2"]


def test_the_same_file_again_leads_to_the_document_on_file(signed_in):
    assert upload(signed_in, SAMPLE.read_bytes()).url == upload(signed_in, SAMPLE.read_bytes()).url
    document = put_in_force(signed_in, Intake.objects.get())
    assert upload(signed_in, SAMPLE.read_bytes()).url == document.get_absolute_url()
    assert Resolution.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "trống"),
        (b"a\x00\x01\x02\xff\xfe", "không phải"),
        (b"%PDF-1.7\x00\x01\x02\xff\xfe", "hỏng"),
        (bytes(range(128, 256)) * 20, "UTF-8"),
        ("chỉ là vài chữ, không có mục nào".encode(), "Không tìm thấy mục"),
        ("ĐẢNG BỘ TỈNH\nHUYỆN ỦY\n*\nSố 12-KL/HU\nTỐI MẬT\nKẾT LUẬN\n1. Giao Ban Tuyên giáo thực hiện.\n".encode(), "TỐI MẬT"),
        (b"a" * (20 * 2**20 + 1), "20 MB"),
    ],
)
def test_a_file_that_is_no_document_gets_one_clear_sentence_and_nothing_is_stored(signed_in, data, words):
    page = upload(signed_in, data)
    assert page.status_code == 200
    errors = page.context["form"].errors
    assert words in str(errors), errors
    assert not Resolution.objects.exists()


@pytest.mark.parametrize("make", [typed_docx, numbered_docx])
def test_a_docx_is_read_checked_and_kept_as_it_came(signed_in, make):
    data = make()
    upload(signed_in, data, "ket-luan.docx")
    document = put_in_force(signed_in, Intake.objects.get())
    assert [p.label for p in document.provisions.to_carry_out()] == [f"I.{n}" for n in range(1, 7)] + ["II.1", "II.2"]
    with document.source.open() as source:
        assert source.read() == data


def test_a_secret_docx_is_refused_and_not_stored(signed_in):
    paper = Document()
    paper.sections[0].header.paragraphs[0].text = "TUYỆT MẬT"
    paper.add_paragraph("1. Giao Ban Tuyên giáo thực hiện.")
    assert "TUYỆT MẬT" in str(upload(signed_in, saved(paper), "a.docx").context["form"].errors)
    assert not Intake.objects.exists()
    assert not Resolution.objects.exists()


def test_nothing_at_all(signed_in):
    assert signed_in.post(reverse("document-read"), {}).context["form"].non_field_errors()


def test_number_and_date_are_said_or_said_to_be_missing(signed_in, people):
    people.read()
    Resolution.objects.update(state="draft", in_force_on=None, without_number=False, without_date=False)
    page = signed_in.post(reverse("document-force", args=[people.resolution.pk]), {})
    assert set(page.context["form"].errors) == {"number", "issued_on"}
    page = signed_in.post(reverse("document-force", args=[people.resolution.pk]), {"number": "KL", "issued_on": "31/02/2024"})
    assert set(page.context["form"].errors) == {"number", "issued_on"}
    page = signed_in.post(reverse("document-force", args=[people.resolution.pk]), {"number": "12-KL/HU", "issued_on": "01/01/2999"})
    assert set(page.context["form"].errors) == {"issued_on"}
    people.resolution.refresh_from_db()
    assert people.resolution.state == "draft"


@time_machine.travel(at("2024-04-05"), tick=False)
def test_the_number_is_registered_once_and_stood_blank_before(people):
    people.read()
    document = people.resolution
    document.register(by=people.office, now=at("2024-04-05"), number="127-KL/HU", issued_on=date(2024, 3, 30))
    assert (document.number, document.number_at(at("2024-04-04")), document.number_at(at("2024-04-06"))) == ("127-KL/HU", "", "127-KL/HU")
    assert (document.issued_on_at(at("2024-04-04")), document.issued_on_at(at("2024-04-06"))) == (None, date(2024, 3, 30))
    with pytest.raises(ValidationError):
        document.register(by=people.office, now=at("2024-04-06"), number="128-KL/HU")
    with pytest.raises(ValidationError):
        document.put_in_force(by=people.office, on=date(2024, 4, 6), without_number=True, without_date=True)


def test_a_document_is_recognised_by_issuer_kind_number_and_date(people):
    data = SAMPLE.read_bytes()
    people.read()
    people.resolution.register(by=people.office, now=at("2024-04-05"), number="127-KL/HU", issued_on=date(2024, 3, 30))
    other = Resolution.objects.keep(
        read(decode(data + b"\n")), committee=people.committee, data=data + b"\n", name="b.txt", by=people.office, now=at("2024-04-06")
    )
    with pytest.raises(ValidationError):
        other.put_in_force(by=people.office, on=date(2024, 4, 6), number="127-KL/HU", issued_on=date(2024, 3, 30))


def test_units_read_what_is_in_force_and_no_drafts(client, people):
    people.read()
    client.force_login(people.head)
    assert client.get(people.resolution.get_absolute_url()).status_code == 200
    Resolution.objects.update(state="draft")
    assert client.get(people.resolution.get_absolute_url()).status_code == 404
    assert not re.search(r"van-ban/\d+", client.get(reverse("documents")).content.decode())


def test_a_draft_read_wrongly_is_discarded_and_read_anew(signed_in, people):
    people.read()
    Resolution.objects.update(state="draft")
    document = Resolution.objects.get()
    name, storage = document.source.name, document.source.storage
    people.resolution = document
    task = people.task("I.1", starts_on=date(2024, 4, 1))
    signed_in.post(reverse("document-discard", args=[document.pk]))
    assert Resolution.objects.exists(), "tasks were made of it"
    assert signed_in.post(reverse("task-discard", args=[task.pk])).url == document.get_absolute_url()
    assert signed_in.post(reverse("document-discard", args=[document.pk])).url == reverse("documents")
    assert not Resolution.objects.exists()
    assert storage.exists(name), "until the transaction is done"
    assert upload(signed_in, SAMPLE.read_bytes()).url == Intake.objects.get().get_absolute_url()


def test_what_is_in_force_or_given_is_not_discarded(signed_in, people):
    people.read()
    task = people.task()
    people.assign(task)
    signed_in.post(reverse("document-discard", args=[people.resolution.pk]))
    signed_in.post(reverse("task-discard", args=[task.pk]))
    assert Resolution.objects.exists()
    assert type(task).objects.exists()
