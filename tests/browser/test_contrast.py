"""Contrast as it arrives on the screen: 7:1, and 4.5:1 for large letters (WCAG 1.4.6).

axe gives no verdict on text above a shape drawn by `::before`, which is how posters, buttons and the footer are made.
So the colour of each word is compared with the pixels behind it, on a screenshot of the page without its words.
"""

from collections import Counter
from io import BytesIO

import pytest
from PIL import Image

from tests.public_pages import addresses

EXTRA = [
    "/en/news/draft-of-july-4/",
    "/en/nowhere/",
    "/en/search/?q=plan",
    "/en/style/",
    "/accounts/login/",
    "/ar/2007/travel/",
]
# Menus open, and bars that stay at the edge of the screen moved to where they stand in the text.
AT_REST = "aside.exit { position: static !important } *, ::before, ::after { transition: none !important }"
WITHOUT_WORDS = """*, ::placeholder { color: transparent !important; text-decoration-color: transparent !important }
svg, img { visibility: hidden !important } ::selection { color: transparent !important }"""
WORDS = """() => {
  document.querySelectorAll('details').forEach(details => details.open = true);
  const pen = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d', {willReadFrequently: true});
  const rgba = color => { pen.clearRect(0, 0, 1, 1); pen.fillStyle = color; pen.fillRect(0, 0, 1, 1); return [...pen.getImageData(0, 0, 1, 1).data]; };
  const hidden = element => element && (element.offsetHeight === 1 && element.offsetWidth === 1 || getComputedStyle(element).clipPath === 'inset(50%)' || hidden(element.parentElement));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || element.closest('[aria-hidden=true], [disabled], option, script, style') || !element.checkVisibility() || hidden(element)) continue;
    const range = document.createRange(), style = getComputedStyle(element), size = parseFloat(style.fontSize);
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].map(box => [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY]);
    const large = size >= 24 || size >= 18.66 && parseInt(style.fontWeight) >= 700;
    found.push({text: node.data.trim().slice(0, 40), color: rgba(style.color), least: large ? 4.5 : 7, boxes});
  }
  return found;
}"""


@pytest.mark.parametrize("path", [*addresses("en"), *EXTRA])
def test_every_word_stands_out_from_what_is_behind_it(visit, path):
    faint = {}
    page = visit(path, width=360, bypass_csp=True)
    page.add_style_tag(content=AT_REST)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        words = words_with_ground(page)
        assert len(words) > 5
        faint |= {(scheme, word["text"]): shown for word in words if (shown := too_faint(word))}

    assert faint == {}


def words_with_ground(page) -> list[dict]:
    """Each word with the colours behind it, the most common first."""
    words, ground = seen_at_rest(page)
    for word in words:
        word["ground"] = colors = Counter()
        for box in word["boxes"]:
            left, top, right, bottom = (round(number) for number in box)
            visible = (max(left, 0), max(top, 0), min(right, ground.width), min(bottom, ground.height))
            if visible[0] < visible[2] and visible[1] < visible[3]:
                colors.update({color: count for count, color in ground.crop(visible).getcolors(100_000)})
    return words


def seen_at_rest(page) -> tuple[list[dict], Image.Image]:
    """The words and a picture of the page without them; both anew when a late font moved the words in between."""
    for _ in range(5):
        page.evaluate("() => document.fonts.ready.then(() => true)")
        words = page.evaluate(WORDS)
        style = page.add_style_tag(content=WITHOUT_WORDS)
        picture = page.screenshot(full_page=True)
        style.evaluate("element => element.remove()")
        if page.evaluate(WORDS) == words:
            return words, Image.open(BytesIO(picture)).convert("RGB")
    raise AssertionError("the words never come to rest")


def too_faint(word: dict) -> str | None:
    """The lowest contrast with any colour that fills a tenth or more of what is behind the word, if too low."""
    total = sum(word["ground"].values())
    grounds = [color for color, count in word["ground"].items() if count >= total / 10]
    ratios = {color: contrast(blended(word["color"], color), color) for color in grounds}
    color, ratio = min(ratios.items(), key=lambda pair: pair[1], default=(None, 21))
    return f"{ratio:.2f}:1 instead of {word['least']}:1, {word['color']} on {color}" if ratio < word["least"] else None


def blended(color: list[int], ground: tuple) -> tuple:
    alpha = color[3] / 255
    return tuple(alpha * over + (1 - alpha) * under for over, under in zip(color, ground, strict=False))


def contrast(first: tuple, second: tuple) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: tuple) -> float:
    """Relative luminance as WCAG defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in color)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_faint_words_are_found(visit):
    """A control, on the poster of the main page, where axe has no verdict."""
    page = visit("/en/", bypass_csp=True)
    page.add_style_tag(content=".kicker, .kicker * { color: #a06a00 !important }")
    kicker = page.locator(".kicker").inner_text()
    faint = [word["text"] for word in words_with_ground(page) if too_faint(word)]

    assert faint == [kicker[:40]]
