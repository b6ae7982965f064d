"""What a first visit of a page loads: the page, its style sheets, font, sprite and the pictures shown at once.

The favicon is left out, as Lighthouse does; pictures further down (`loading="lazy"`) too.
"""

import zlib
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlsplit

from .production import fetch

NGINX_GZIP_LEVEL = 5  # gzip_comp_level in deploy/nginx.conf (a test compares)


@dataclass(frozen=True)
class Weight:
    requests: int
    bytes: int


class Parts(HTMLParser):
    """Collects the addresses that a browser fetches at once for a page."""

    def __init__(self):
        super().__init__()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        rel = (found.get("rel") or "").split()
        if tag == "link" and ({"stylesheet", "preload"} & set(rel)):
            self.addresses.add(found["href"])
        elif tag == "use" and not found["href"].startswith("#"):
            self.addresses.add(urldefrag(found["href"]).url)
        elif (tag == "img" and found.get("loading") != "lazy") or tag == "script":
            self.addresses |= {found["src"]} if "src" in found else set()


def first_view(port: int, path: str, host: str) -> Weight:
    """Bodies only, as sent: pages compressed by nginx on the way, files by collectstatic beforehand."""
    html = fetch(port, path, host).body
    compressor = zlib.compressobj(NGINX_GZIP_LEVEL, zlib.DEFLATED, 31)
    total = len(compressor.compress(html) + compressor.flush())
    parts = Parts()
    parts.feed(html.decode())
    for address in parts.addresses:
        answer = fetch(port, urlsplit(address).path, host, {"Accept-Encoding": "br, gzip"})
        if answer.status != 200:
            raise SystemExit(f"{path} needs {address}, which answers {answer.status}")
        total += len(answer.body)
    return Weight(1 + len(parts.addresses), total)
