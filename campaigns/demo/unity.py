"""Loads the Points of Unity of other years from `campaigns/demo/unity.toml`; a year that is there is left as it is."""

import tomllib
from pathlib import Path

from django.db import transaction

from conference.models import Conference

from ..findable import index_points
from ..models import PointOfUnity, UnityStatement
from .writing import write

FILE = Path(__file__).parent / "unity.toml"


@transaction.atomic
def load_all() -> list[str]:
    """One line about each year. Conferences must be there before."""
    return [load_statement(row) for row in tomllib.loads(FILE.read_text())["unity"]]


def load_statement(row: dict) -> str:
    name = f"points of unity {row['year']}"
    if UnityStatement.objects.filter(year=row["year"]).exists():
        return f"{name}: already here, left as it is"
    conference = Conference.objects.filter(slug=row.get("conference", "")).first()
    if "conference" in row and conference is None:
        return f"{name}: left out, there is no such conference"
    statement = UnityStatement(
        year=row["year"], conference=conference, certainty=row["certainty"], source=row["source"]
    )
    write(statement, title=row["title"], introduction=row["introduction"])
    for number, point in enumerate(row.get("point", []), start=1):
        load_point(statement, number, point)
    index_points(statement)
    return f"{name}: {statement.points.count()} points"


def load_point(statement: UnityStatement, number: int, row: dict) -> None:
    """A point with the same number and side in an earlier year is the same point."""
    earlier = PointOfUnity.objects.filter(
        statement__year__lt=statement.year, number=number, side=row["side"], text__isnull=True
    )
    same_as = earlier.order_by("-statement__year").first()
    point = PointOfUnity(statement=statement, number=number, side=row["side"], same_as=same_as)
    write(point, **{name: row[name] for name in ("title", "sentence", "change") if name in row})
