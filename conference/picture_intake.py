"""Takes an uploaded picture in: checks it before decoding, throws away all it carries, keeps small copies.

The upload itself is not kept: phones write the place of the photo and the owner's name into it.
"""

import secrets
import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from .models import Picture

READABLE = ("PNG", "JPEG", "WEBP")  # no SVG: it is a program; no GIF, TIFF or others: more code to attack
MAX_BYTES = 8_000_000
MAX_PIXELS = 25_000_000  # a file of 10 kB can unpack to 100 MB; the size is in the header, read before decoding
QUALITY = {"avif": {"quality": 55, "speed": 8}, "webp": {"quality": 75}, "jpg": {"quality": 78, "progressive": True}}


def open_upload(upload) -> Image.Image:
    """The upright pixels of an upload, without metadata. Raises ValidationError in a volunteer's words."""
    if upload.size > MAX_BYTES:
        raise ValidationError(
            _("This file is larger than 8 MB. Make the picture smaller first."), code="too_many_bytes"
        )
    too_many = ValidationError(
        _("This picture has more than 25 million pixels. Make it smaller first."), code="too_many_pixels"
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(upload, formats=READABLE)
        if image.width * image.height > MAX_PIXELS:
            raise too_many
        image.load()
        upright = ImageOps.exif_transpose(image)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise too_many from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        words = _("We cannot read this file. Use a JPEG, PNG or WebP picture.")
        raise ValidationError(words, code="not_a_picture") from error
    has_transparency = "A" in upright.getbands() or "transparency" in upright.info
    return upright.convert("RGBA" if has_transparency else "RGB")


def store(picture: Picture, image: Image.Image) -> None:
    """Write the renditions of a decoded picture and set its name and size; the caller saves the row."""
    picture.stem = secrets.token_hex(10)
    picture.width, picture.height = image.size
    for width in picture.widths():
        height = max(1, round(image.height * width / image.width))
        copy = image.resize((width, height), Image.Resampling.LANCZOS)
        for extension in QUALITY:
            default_storage.save(picture.name(width, extension), encoded(copy, extension))


def encoded(image: Image.Image, extension: str) -> ContentFile:
    if extension == "jpg" and image.mode == "RGBA":  # JPEG has no transparency: put it on white paper
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    # A fresh image holds pixels only; nothing of the upload's metadata can come along.
    clean = Image.frombytes(image.mode, image.size, image.tobytes())
    buffer = BytesIO()
    clean.save(buffer, format={"jpg": "JPEG"}.get(extension, extension.upper()), **QUALITY[extension])
    return ContentFile(buffer.getvalue())


def remove_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
