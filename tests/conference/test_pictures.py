import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from conference.models import Picture
from conference.picture_intake import open_upload
from tests.makers import picture_bytes

GPS_IFD, MAKE = 0x8825, 0x010F


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(content: bytes, name="photo.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def png_header(width: int, height: int) -> bytes:
    """A tiny file that claims to be huge, as a bomb does."""
    ihdr = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    idat = b"IDAT" + zlib.compress(b"\x00" * 100)
    chunks = [struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data)) for data in (ihdr, idat)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def opened(name: str) -> Image.Image:
    with default_storage.open(name) as file:
        image = Image.open(file)
        image.load()
    return image


def photo_with_secrets() -> bytes:
    exif = Image.Exif()
    exif[MAKE] = "CanaryCamera"
    exif[GPS_IFD] = {1: "N", 2: (37.0, 34.0, 32.0), 3: "W", 4: (77.0, 32.0, 22.0)}
    return picture_bytes(exif=exif, comment=b"CanaryComment") + b"<script>CanaryScript</script>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_picture"),
        (b"GIF89a" + b"\x00" * 50, "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not_a_picture"),
        (b"%PDF-1.7", "not_a_picture"),
        (picture_bytes()[:200], "not_a_picture"),
        (png_header(9000, 9000), "too_many_pixels"),
        (png_header(2**31 - 1, 2**31 - 1), "too_many_pixels"),
        (b"\xff" * 8_000_001, "too_many_bytes"),
    ],
)
def test_open_upload_refuses_what_is_no_decent_picture(content, code):
    with pytest.raises(ValidationError) as error:
        open_upload(upload(content))

    assert error.value.code == code


def test_open_upload_turns_a_photo_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # the phone was held sideways

    assert open_upload(upload(picture_bytes(size=(40, 20), exif=exif))).size == (20, 40)


def add_picture(desk, content, **values):
    form = {"upload": upload(content), "alt": "The gate", "credit": "", "language": "en"} | values
    return desk.post(reverse("admin:conference_picture_add"), form)


def test_picture_is_kept_in_three_formats_and_two_widths(desk):
    add_picture(desk, picture_bytes(size=(1200, 800)))

    picture = Picture.objects.get()
    sizes = {name: opened(name).size for name in picture.names()}
    assert sorted(size for size in sizes.values()) == [(480, 320)] * 3 + [(960, 640)] * 3
    assert {name.rpartition(".")[2] for name in sizes} == {"avif", "webp", "jpg"}


def test_small_picture_is_not_blown_up(desk):
    add_picture(desk, picture_bytes(size=(300, 200)))

    assert Picture.objects.get().widths() == [300]


def test_transparent_picture_is_put_on_white_paper_for_jpeg(desk):
    buffer = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(buffer, "PNG")
    add_picture(desk, buffer.getvalue())

    picture = Picture.objects.get()
    assert opened(picture.name(50, "jpg")).getpixel((25, 25)) >= (250, 250, 250)


def test_picture_files_hold_nothing_the_upload_carried(desk):
    content = photo_with_secrets()
    assert all(word in content for word in (b"CanaryCamera", b"CanaryComment", b"CanaryScript"))

    add_picture(desk, content)

    for name in Picture.objects.get().names():
        with default_storage.open(name) as file:
            assert b"Canary" not in file.read(), name
        assert not opened(name).getexif(), name


@pytest.mark.parametrize("content", [b"no picture", png_header(9000, 9000)])
def test_refused_picture_keeps_what_was_typed_and_stores_nothing(desk, content):
    answer = add_picture(desk, content, alt="The gate of the law school")

    assert answer.status_code == 200
    assert "The gate of the law school" in answer.text
    assert "errorlist" in answer.text
    assert not Picture.objects.exists()


def test_picture_without_alternative_is_refused_on_the_form(desk):
    answer = add_picture(desk, picture_bytes(), alt="")

    assert answer.status_code == 200
    assert "Write a text alternative" in answer.text


def test_deleting_a_picture_removes_its_files(desk, django_capture_on_commit_callbacks):
    add_picture(desk, picture_bytes())
    picture = Picture.objects.get()
    names = picture.names()

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("admin:conference_picture_delete", args=[picture.pk]), {"post": "yes"})

    assert [name for name in names if default_storage.exists(name)] == []
