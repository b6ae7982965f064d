"""Adopted campaigns become Points of Unity, numbered for good."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from nisn_site.kit.translation import Translation

from ..findable import index_points
from ..models import Decision, PointOfUnity, Section, SectionText, UnityStatement


def points_from(decision: Decision) -> list[PointOfUnity]:
    """One point for each campaign of the adopted text, in its order, after those that the conference has already."""
    statement = statement_of(decision)
    highest = statement.points.aggregate(highest=Max("number"))["highest"] or 0
    texts = decision.text.texts.in_order().filter(section__kind=Section.Kind.CAMPAIGN)
    points = [
        PointOfUnity(
            statement=statement, number=number, text=text, decision=decision, title=text.heading or text.number,
            language=text.language,
        )
        for number, text in enumerate(texts, start=highest + 1)
    ]  # fmt: skip
    PointOfUnity.objects.bulk_create(points)
    copy_titles(points)
    index_points(statement)
    return points


def statement_of(decision: Decision) -> UnityStatement:
    """Of the conference; made when the first text is adopted there."""
    conference = decision.proposal.conference
    with override(decision.text.language):
        title = _("Points of Unity")
    statement, _made = UnityStatement.objects.get_or_create(
        conference=conference,
        defaults={
            "year": conference.slug, "title": title, "language": decision.text.language,
            "is_sample": decision.is_sample,
        },
    )  # fmt: skip
    return statement


def copy_titles(points: list[PointOfUnity]) -> None:
    """The translations of the headings that the titles were taken from."""
    by_text = {point.text_id: point for point in points}
    kind = ContentType.objects.get_for_model(PointOfUnity)
    headings = Translation.objects.of(SectionText(pk=pk) for pk in by_text).filter(field="heading")
    copies = list(headings)
    for copy in copies:
        point = by_text[copy.object_id]
        copy.pk, copy.object_id, copy.field, copy.content_type = None, point.pk, "title", kind
    Translation.objects.bulk_create(copies)
