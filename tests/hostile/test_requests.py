"""Whatever else is in a request, its method, headers or body, ends in a page of ours and never in an error."""

import pytest
from django.conf import settings
from django.test import Client

from .attack import faults

ADDRESSES = ["/", "/en/", "/en/news/bus/", "/es/search/?q=plan", "/en/news/feed/", "/sitemap.xml", "/accounts/login/"]
FORM = "application/x-www-form-urlencoded"
METHODS = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FOO"]


@pytest.mark.parametrize("method", METHODS)
def test_a_method_that_no_page_knows_is_refused(visitor, method):
    places = [
        *ADDRESSES[:-1],
        "/robots.txt",
        "/favicon.ico",
        "/en/nothing/",
        "/static/nothing.css",
        "/media/nothing.jpg",
    ]

    # 302 is the way from an address without language to the one with it.
    assert faults(visitor, [(method, place) for place in places], method=method, allowed={302, 403, 404, 405}) == []


HEADERS = {
    "language, 5 kB": {"Accept-Language": "x" * 5_000},
    "language, deep": {"Accept-Language": "en-" + "a-" * 2_000},
    "language, many": {"Accept-Language": ",".join(f"a{number};q=0.{number}" for number in range(900))},
    "language, nonsense": {"Accept-Language": "*;q=NaN,../..;q=1e309,\x01"},
    "language, wide": {"Accept-Language": "en\xff\xfe"},
    "cookie, garbage": {"Cookie": "session=\xff\x01; csrf=;;;=;\"; csrf=\"; =x; messages=[[]]"},
    "cookie, long": {"Cookie": "session=" + "a" * 4_000},
    "cookie, nul": {"Cookie": "session=%00; messages=%00; csrf=%00"},
    "cookie, language": {"Cookie": "django_language=../../etc"},
    "range": {"Range": "bytes=0-,0-,0-,-1,5-2"},
    "range, nonsense": {"Range": "bytes=99999999999999999999-"},
    "modified since nonsense": {"If-Modified-Since": "Thu, 99 Foo 99999999999 99:99:99 GMT"},
    "modified since beyond": {"If-Modified-Since": "Thu, 31 Dec 9999999 23:59:59 GMT"},
    "none match": {"If-None-Match": '"' * 2_000},
    "accept": {"Accept": "a/b;q=x," * 500},
    "accept, nothing": {"Accept": ";;;"},
    "encoding": {"Accept-Encoding": "br;q=NaN, gzip;q=-1, " + "x, " * 900},
    "forwarded host": {"X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "99999", "Forwarded": "for=_x;host=evil.example"},
    "forwarded address": {"X-Forwarded-For": "::1, 999.999.999.999, '\"><script>", "X-Real-Ip": "\xff"},
    "rewritten": {"X-Original-Url": "/admin/", "X-Rewrite-Url": "/admin/", "X-Http-Method-Override": "DELETE"},
    "referrer": {"Referer": "javascript:alert(1)//" + "x" * 3_000},
    "origin": {"Origin": "null"},
    "agent": {"User-Agent": "() { :; }; \xff" + "x" * 5_000},
    "type": {"Content-Type": "multipart/form-data"},
    "type, nonsense": {"Content-Type": "a/b; charset=\xff; boundary=" + "-" * 900},
    "authorization": {"Authorization": "Basic \xff\xfe"},
    "connection": {"Connection": "Upgrade", "Upgrade": "h2c", "Transfer-Encoding": "chunked, identity", "Te": "trailers"},
    "underscore": {"X_Forwarded_Proto": "https", "Proxy": "http://evil.example"},
}  # fmt: skip


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_headers_out_of_order_are_ignored(visitor, headers):
    attacks = [("header", address) for address in ADDRESSES]

    assert faults(visitor, attacks, allowed={200, 302, 304}, headers=headers) == []


@pytest.mark.parametrize("length", ["-1", "abc", "9" * 30, "1.5", "+5", "٣", " ", "0x10", "5, 5"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_length_that_is_none_is_refused_or_ignored(visitor, method, length):
    attacks = [(length, "/en/"), (length, "/accounts/login/")]

    assert faults(visitor, attacks, method=method, CONTENT_LENGTH=length) == []


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "", "[::1", "a b", "testserver\x00", "\xff", "x" * 300]
)  # fmt: skip
def test_a_host_that_is_not_ours_is_refused(visitor, host):
    attacks = [(host, address) for address in [*ADDRESSES, "/en/nothing/", "/robots.txt", "/admin/"]]

    assert faults(visitor, attacks, allowed={400}, HTTP_HOST=host) == []


def multipart(text: bytes, boundary: str = "x") -> tuple[bytes, str]:
    body = b"--x\r\nContent-Disposition: form-data; " + text + b"\r\n--x--\r\n"
    return body, f"multipart/form-data; boundary={boundary}"


BODIES = {
    "nul": (b"login=a%00b&password=x", FORM),
    "nul, raw": (b"login=\x00", FORM),
    "nul in a name": (b"a%00b=1", FORM),
    "broken utf-8": (b"login=%ff%fe", FORM),
    "broken utf-8, raw": (b"login=\xff\xfe\x00", FORM),
    "surrogate": (b"login=%ED%A0%80", FORM),
    "bogus charset": (b"login=a", f"{FORM}; charset=bogus"),
    "utf-7": (b"login=+AD4-", f"{FORM}; charset=utf-7"),
    "utf-16": ("login=a".encode("utf-16"), f"{FORM}; charset=utf-16"),
    "charset of a codec": (b"login=a", f"{FORM}; charset=zlib_codec"),
    "json": (b'{"login": 1', "application/json"),
    "xml": (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", "text/xml"),
    "no type": (b"login=a", ""),
    "type of signs": (b"login=a", ";;;/"),
    "50,000 fields": (b"&".join(b"a%d=1" % number for number in range(50_000)), FORM),
    "1,001 fields": (b"a=1&" * 1_001, FORM),
    "a field of 1.9 MB": (b"login=" + b"x" * 1_900_000, FORM),
    "10 MB": (b"login=" + b"x" * 10_000_000, FORM),
    "10 MB in parts": multipart(b'name="login"\r\n\r\n' + b"x" * 10_000_000),
    "part of 2.5 MB": multipart(b'name="login"\r\n\r\n' + b"x" * 2_500_000),
    "no boundary": (b"--x\r\nfoo", "multipart/form-data"),
    "wrong boundary": multipart(b'name="login"\r\n\r\na', boundary="y"),
    "boundary of 500 signs": multipart(b'name="login"\r\n\r\na', boundary="y" * 500),
    "boundary beyond ascii": multipart(b'name="login"\r\n\r\na', boundary="\xff"),
    "cut short": (b"--x\r\nfoo", "multipart/form-data; boundary=x"),
    "cut in a header": (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
    "nul in a part": multipart(b'name="login"\r\n\r\na\x00b'),
    "nul in a part's name": multipart(b'name="a\x00b"\r\n\r\na'),
    "broken utf-8 in a part": multipart(b'name="login"\r\n\r\n\xff\xfe'),
    "no name": multipart(b"\r\n\r\na"),
    "base64 that is none": multipart(b'name="login"\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%'),
    "file": multipart(b'name="login"; filename="a.txt"\r\n\r\na'),
    "file with nul in its name": multipart(b'name="upload"; filename="a\x00.png"\r\n\r\na'),
    "file with a path as name": multipart(b'name="upload"; filename="../../etc/passwd"\r\n\r\na'),
    "file with a long name": multipart(b'name="upload"; filename="' + b"a" * 3_000 + b'.png"\r\n\r\na'),
    "101 files": (
        b"".join(b'--x\r\nContent-Disposition: form-data; name="f%d"; filename="a"\r\n\r\na\r\n' % n for n in range(101)) + b"--x--",
        "multipart/form-data; boundary=x",
    ),
    "part with 2,000 headers": multipart(b'name="login"\r\n' + b"X-A: b\r\n" * 2_000 + b"\r\na"),
    "continued name": multipart(b"name*=utf-8''%ff%fe\r\n\r\na"),
    "bogus continued name": multipart(b"name*=bogus'x'%41\r\n\r\na"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "content_type"), BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_form_of_ours_is_answered(visitor, desk, body, content_type):
    extra = {"method": "POST", "data": body, "content_type": content_type}

    assert faults(visitor, [("visitor", "/en/search/"), ("visitor", "/accounts/login/")], **extra) == []
    assert faults(Client(), [("visitor with a token", "/accounts/login/")], **extra) == []
    places = ["/admin/preview-markdown/", "/admin/conference/picture/add/"]
    assert faults(desk, [("organizer", place) for place in places], **extra) == []


@pytest.mark.parametrize(
    ("name", "status"),
    [("nul", 400), ("nul in a name", 400), ("broken utf-8", 400), ("surrogate", 400), ("utf-7", 400), ("bogus charset", 400),
     ("nul in a part", 400), ("10 MB", 413), ("10 MB in parts", 413), ("part of 2.5 MB", 413)],
)  # fmt: skip
def test_a_body_that_can_be_no_form_is_refused_before_any_view_reads_it(visitor, name, status):
    body, content_type = BODIES[name]

    assert visitor.generic("POST", "/accounts/login/", body, content_type=content_type).status_code == status


def test_the_limits_tried_here_are_those_of_the_settings():
    assert settings.LARGEST_FORM_BYTES < settings.LARGEST_UPLOAD_BYTES < 10_000_000
