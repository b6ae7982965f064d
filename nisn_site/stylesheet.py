"""Serves the small style sheets in `static/css/parts` joined: one file a page, and no page pays for another's.

`css/site.css` is the parts themselves, in the order of their names. Each folder among them, say `parts/campaigns`,
makes a sheet of its own, `css/campaigns.css`: all the parts, and the folder's put where their names belong. So a
page needs one request, without a bundler.
"""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

PARTS = Path("static", "css", "parts")
SITE = "site"


def sheets() -> list[str]:
    """The names of all sheets, without `css/` and `.css`."""
    folder = settings.BASE_DIR / PARTS
    return [SITE, *sorted(path.name for path in folder.iterdir() if path.is_dir())]


def parts(sheet: str = SITE) -> list[Path]:
    """The files a sheet is made of, in order."""
    folder = settings.BASE_DIR / PARTS
    return sorted([*folder.glob("*.css"), *(folder / sheet).glob("*.css")], key=lambda part: part.name)


def joined(sheet: str = SITE) -> str:
    return "\n".join(part.read_text() for part in parts(sheet))


def sheet_of(name: str) -> str | None:
    """The sheet that a static file's name means, if any."""
    path = Path(name)
    is_ours = path.parent == Path("css") and path.suffix == ".css" and path.stem in sheets()
    return path.stem if is_ours else None


class JoinedStorage(FileSystemStorage):
    """A storage that holds the sheets only, each made of its parts whenever it is asked for."""

    def __init__(self):
        super().__init__(location=settings.VAR_DIR / "joined")

    def _open(self, name, mode="rb"):
        return ContentFile(joined(sheet_of(name)).encode(), name=name)

    def get_modified_time(self, name):
        newest = max(parts(sheet_of(name)), key=lambda part: part.stat().st_mtime)
        return super().get_modified_time(newest)

    def path(self, name):
        return name if Path(name).is_absolute() else super().path(name)


class StylesheetFinder(BaseFinder):
    def find(self, path, find_all=False):
        if (sheet := sheet_of(path)) is None:
            return []
        written = Path(settings.VAR_DIR, "joined", path)
        text = joined(sheet)
        if not written.exists() or written.read_text() != text:
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(text)
        return [str(written)] if find_all else str(written)

    def list(self, ignore_patterns):
        for sheet in sheets():
            yield f"css/{sheet}.css", JoinedStorage()

    def check(self, **kwargs):
        return []
