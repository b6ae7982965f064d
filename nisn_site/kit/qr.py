"""Addresses for paper: a QR code as inline SVG, drawn by segno on this machine."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe


@lru_cache(maxsize=200)
def qr_svg(address: str) -> SafeString:
    """An `<svg>` element, black on white so that any phone reads it; raises segno.DataOverflowError beyond 2,300 bytes."""
    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(border=4, omitsize=True, svgclass="qr-code", lineclass=None, light="#fff")
    return mark_safe(drawing.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S308 -- segno draws it
