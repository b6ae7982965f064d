"""How a Word file looks: black on white, clear steps between headings, room to write beside the lines."""

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from nisn_site.kit.languages import direction

from .word_parts import element, language_mark

LAST_HEADING = 9
HEADING_SIZES = (18, 15, 13, 12, 11.5, 11.5, 11.5, 11.5, 11.5)
BLACK, LINK = RGBColor(0, 0, 0), RGBColor(0x0B, 0x3D, 0x91)
# Every computer has a font by one of these names or puts a like one in its place.
FONT, RTL_FONT = "Georgia", "Times New Roman"


# All that stands above and between the text itself; importing a file again leaves it out (`importing.word_styles`).
AROUND_THE_TEXT = ("Subtitle", "Facts", "Note", "Lead", "Why")


def set_styles(document, language: str) -> None:
    styles = document.styles
    set_language(styles.element, document, language)
    normal = styles["Normal"]
    normal.font.size = Pt(11.5)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.25
    for level in range(1, LAST_HEADING + 1):
        style = styles[f"Heading {level}"]
        set_look(style, HEADING_SIZES[level - 1], is_bold=True, before=18 if level == 1 else 12)
        style.font.italic = False
    set_look(styles["Title"], 24, is_bold=True, after=4)
    for border in styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break
    set_look(styles["Subtitle"], 14, after=8)
    styles["Subtitle"].font.italic = False
    set_look(styles["Quote"], 11.5, after=8)
    styles["Quote"].paragraph_format.left_indent = Pt(18)
    set_look(new_style(styles, "Facts"), 10, after=0)
    set_look(new_style(styles, "Note"), 11.5, is_bold=True, before=10, after=0)
    set_look(new_style(styles, "Lead"), 13, before=14)
    set_look(new_style(styles, "Why"), 11.5, after=8)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = LINK, True


def new_style(styles, name: str):
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    return style


def set_look(style, size: float, *, is_bold: bool = False, before: float = 0, after: float = 6) -> None:
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), is_bold, BLACK
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.font.name = FONT
    # Sizes, weight and font of right-to-left scripts are other settings, with the same meaning.
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    fonts.set(qn("w:cs"), RTL_FONT)
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    properties.find(qn("w:sz")).addnext(element("w:szCs", val=str(int(size * 2))))


def set_language(styles, document, language: str) -> None:
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    own = defaults.find(qn("w:lang"))
    for name, value in language_mark(language).attrib.items():
        own.set(name, value)
    if direction(language) == "rtl":
        # Columns, footnotes and the side on which the page is bound.
        section = document.sections[0]._sectPr
        grid = section.find(qn("w:docGrid"))
        made = element("w:bidi")
        if grid is None:
            section.append(made)
        else:
            grid.addprevious(made)
