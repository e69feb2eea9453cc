"""Small pictures of pictures: upright, without what the camera wrote beside them, for those who may see the evidence."""

import io

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import ExifTags, Image, ImageOps, ImageStat

from tasks import files
from tasks.models import Evidence, Paper
from tests.office import at, say
from tests.tasks.made_files import GOOD, jpeg_head, many_passes, noise, picture

pytestmark = pytest.mark.django_db
CAMERA, PLACE, REMARK = "CAMERA-OF-THE-HEAD", "15;17;30", b"A-REMARK-OF-THE-CAMERA"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(at("2024-05-06 10:00"), tick=False):
        yield


@pytest.fixture
def row(office):
    return office.assign(office.task(units=["chau_o"], cadence="once"))[0]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def head(office):
    return signed_in(office.head)


def attached(office, row, data, name="ảnh.jpg"):
    """The address of the small picture of a file that the head attached."""
    say(row, "log", office.head, "2024-05-06", evidence=[files.store(ContentFile(data, name=name))])
    return reverse("evidence-picture", args=[Evidence.objects.latest("pk").pk])


def shown(client, where):
    answer = client.get(where)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    return Image.open(io.BytesIO(answer.content))


def as_a_phone_writes(turn=1):
    """A JPG with the place where it was taken, the camera, a remark, an XMP packet and a small copy of itself."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation], exif[ExifTags.Base.Model] = turn, CAMERA
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (15.0, 17.0, 30.0), 3: "E", 4: (108.0, 45.0, 0.0), 29: PLACE})
    return picture(
        kind="JPEG", quality=95, exif=exif, comment=REMARK, xmp=b"<x:xmpmeta>" + REMARK + b"</x:xmpmeta>", icc_profile=REMARK * 9
    )


def test_nothing_that_the_camera_wrote_is_shown(office, head, row):
    """The file itself, which is downloaded, still has all of it: the control."""
    data = as_a_phone_writes()
    written = Image.open(io.BytesIO(data)).getexif()
    assert written.get_ifd(ExifTags.IFD.GPSInfo)[2] == (15.0, 17.0, 30.0)
    where = attached(office, row, data)
    small, bytes_shown = shown(head, where), head.get(where).content
    assert dict(small.getexif()) == {}
    assert set(small.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for told in (b"Exif", b"GPS", b"ICC_PROFILE", b"xmp", CAMERA.encode(), PLACE.encode(), REMARK):
        assert told not in bytes_shown
    whole = b"".join(head.get(Evidence.objects.get().get_absolute_url()).streaming_content)
    assert all(told in whole for told in (b"Exif", CAMERA.encode(), PLACE.encode(), REMARK))


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_stands_upright(office, head, row, turn):
    data = as_a_phone_writes(turn)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    small = shown(head, attached(office, row, data))
    assert small.size == upright.size
    assert (small.size == (40, 60)) == (turn >= 5)
    for corner in [(2, 2), (upright.width - 3, 2), (2, upright.height - 3), (upright.width - 3, upright.height - 3)]:
        assert all(abs(a - b) < 24 for a, b in zip(small.getpixel(corner), upright.getpixel(corner), strict=True)), corner


def test_a_turn_that_cannot_be_read_leaves_it_as_it_is(office, head, row):
    data = as_a_phone_writes(6).replace(b"Exif\0\0MM", b"Exif\0\0XX").replace(b"Exif\0\0II", b"Exif\0\0XX")
    assert files.fault(ContentFile(data, name="a.jpg")) is None
    assert shown(head, attached(office, row, data)).size == (60, 40)


@pytest.mark.parametrize(
    ("width", "height", "small"),
    [(3000, 1500, (1200, 600)), (1500, 3000, (600, 1200)), (1200, 1200, (1200, 1200)), (100, 50, (100, 50)), (20_000, 4, (1200, 1))],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_at_most_1200_pixels_a_side_and_never_larger_than_it_was(office, head, row, kind, width, height, small):
    data = picture(width, height, kind=kind)
    assert shown(head, attached(office, row, data, "a.png" if kind == "PNG" else "a.jpg")).size == small


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")] + [("JPEG", mode) for mode in ("L", "CMYK")]
)
def test_a_picture_of_any_kind_is_shown(office, head, row, kind, mode):
    """Grey, with a palette, with sixteen bits, for print; the left of it is red, the right blue, so the left is the lighter."""
    source = Image.open(io.BytesIO(picture()))
    if mode == "I;16":
        source = source.convert("L").convert("I").point(lambda value: value * 256).convert("I;16")
    out = io.BytesIO()
    (source if mode == "I;16" else source.convert(mode)).save(out, kind)
    small = shown(head, attached(office, row, out.getvalue(), "a.png" if kind == "PNG" else "a.jpg"))
    left, right = (ImageStat.Stat(small.convert("L").crop((x, 5, x + 20, 35))).mean[0] for x in (5, 35))
    assert (small.mode, small.size) == ("RGB", (60, 40))
    assert left > right + 10


def test_what_shines_through_is_white(office, head, row):
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    palette = Image.new("P", (20, 20), 0)
    for image, options in [(clear, {}), (palette, {"transparency": 0})]:
        out = io.BytesIO()
        image.save(out, "PNG", **options)
        assert min(shown(head, attached(office, row, out.getvalue(), "a.png")).getpixel((10, 10))) > 250


def test_a_browser_may_look_but_run_nothing_and_asks_each_time(office, head, row):
    where = attached(office, row, GOOD["jpg"])
    first = head.get(where)
    assert first["X-Content-Type-Options"] == "nosniff"
    assert first["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert first["Cache-Control"] == "private, no-cache"
    assert "Content-Disposition" not in first
    assert Evidence.objects.get().sha256 in first["ETag"]
    again = head.get(where, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    kept = ["Cache-Control", "Content-Security-Policy", "ETag", "X-Content-Type-Options"]
    assert [again[name] for name in kept] == [first[name] for name in kept]
    assert head.get(where, headers={"If-None-Match": '"another"'}).content == first.content
    assert head.get(attached(office, row, GOOD["jpeg"]))["ETag"] != first["ETag"]


def test_the_right_is_looked_at_before_what_a_browser_kept(office, head, row):
    where = attached(office, row, GOOD["jpg"])
    etag = {"If-None-Match": head.get(where)["ETag"]}
    assert head.get(where, headers=etag).status_code == 304
    assert signed_in(office.other).get(where, headers=etag).status_code == 404
    assert Client().get(where, headers=etag).status_code == 302
    office.head.appointments.update(valid_until=at("2024-05-05").date())
    assert head.get(where, headers=etag).status_code == 404


def test_what_is_no_picture_has_none(office, head, row):
    say(row, "log", office.head, "2024-05-06", evidence=[Paper("12-BC/ĐU"), files.store(ContentFile(GOOD["pdf"], name="a.pdf"))])
    for one in Evidence.objects.all():
        assert head.get(reverse("evidence-picture", args=[one.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", noise(kind="JPEG")[:-3000]),
        ("a.png", noise()[:-3000]),
        ("a.jpg", jpeg_head(GOOD["jpg"], 60_000, 60_000)),
        ("a.jpg", many_passes(200)),
    ],
)
def test_a_picture_that_should_not_have_been_taken_is_not_shown(office, head, row, name, data):
    assert head.get(attached(office, row, data, name)).status_code == 404


def test_a_picture_that_is_gone_is_not_there(office, head, row):
    where = attached(office, row, GOOD["jpg"])
    default_storage.delete(Evidence.objects.get().file)
    assert head.get(where).status_code == 404


def test_the_log_shows_pictures_and_names_the_rest(office, head, row):
    kept = [files.store(ContentFile(GOOD[ending], name=f"tệp.{ending}")) for ending in ("jpg", "png", "pdf")]
    say(row, "log", office.head, "2024-05-06", evidence=[*kept, Paper("12-BC/ĐU")])
    page = head.get(row.get_absolute_url()).content.decode()
    addresses = [reverse("evidence-picture", args=[one.pk]) for one in Evidence.objects.all()]
    assert [page.count(f'src="{address}"') for address in addresses] == [1, 1, 0, 0]
    assert page.count('<img class="log-picture"') == page.count('loading="lazy"') == 2
    assert all(page.count(f'href="{one.get_absolute_url()}"') == bool(one.file) for one in Evidence.objects.all())
    assert "12-BC/ĐU" in page
