from collections.abc import Iterator

import pytest

from .clock import Clock
from .servers import Post, mailers, post_office


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def post(settings) -> Iterator[Post]:
    """A mail server that works until told otherwise; the site uses it already."""
    with post_office() as (post, port):
        settings.MAILERS = mailers(port)
        yield post
