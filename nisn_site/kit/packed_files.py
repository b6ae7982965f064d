"""Packed files (.docx, .xlsx) that would fill the memory when they are unpacked."""

import zipfile
from io import BytesIO

MOST_ENTRIES = 5_000
MOST_UNPACKED = 100_000_000


def unpacks_too_big(data: bytes, *, most_xml: int) -> bool:
    """Whether it has more entries or bytes than an honest document. `most_xml` limits its XML parts together, in bytes.

    The sizes an entry claims are the ones it is read up to, so they can be trusted as a limit.
    Raises zipfile.BadZipFile.
    """
    with zipfile.ZipFile(BytesIO(data)) as packed:
        entries = packed.infolist()
    sizes = [entry.file_size for entry in entries]
    xml = [entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    return len(entries) > MOST_ENTRIES or sum(sizes) > MOST_UNPACKED or sum(xml) > most_xml
