"""The order of reading, and the numbers 1, 2, 2.1."""

from campaigns.drafting.numbering import outline
from campaigns.models import SectionText


def text(section: int, position: int, parent: int | None = None) -> SectionText:
    return SectionText(section_id=section, position=position, parent_id=parent)


def numbers(texts) -> list[tuple[int, str, int]]:
    return [(text.section_id, number, depth) for text, number, depth in outline(texts)]


def test_sections_are_numbered_by_their_places():
    assert numbers([text(7, 30), text(8, 10), text(9, 20)]) == [(8, "1", 1), (9, "2", 1), (7, "3", 1)]


def test_parts_follow_the_section_they_lie_in_wherever_they_are_placed():
    assert numbers([text(1, 1), text(2, 2), text(3, 3, parent=1), text(4, 4, parent=3), text(5, 0, parent=1)]) == [
        (1, "1", 1),
        (5, "1.1", 2),
        (3, "1.2", 2),
        (4, "1.2.1", 3),
        (2, "2", 1),
    ]


def test_draft_without_sections_has_no_numbers():
    assert numbers([]) == []


def test_very_deep_outline_is_no_problem():
    texts = [text(1, 1), *(text(number, number, parent=number - 1) for number in range(2, 3_000))]

    assert numbers(texts)[-1][2] == 2_999
