from nisn_site.kit.qr import qr_svg
from tests.html import elements


def test_code_is_an_image_without_words_of_its_own():
    [(_name, svg), *_paths] = elements(qr_svg("https://example.org/en/2007/proposals/strategy/2/"))

    assert svg["aria-hidden"] == "true"
    assert "viewbox" in svg
    assert "style" not in svg


def test_codes_of_two_addresses_differ():
    assert qr_svg("https://example.org/1/") != qr_svg("https://example.org/2/")


def test_address_cannot_bring_markup_along():
    assert "<script" not in qr_svg('https://example.org/"><script>')
