import pytest

from tests.kit.privacy.sealed_rows import REGISTER, sealed_table


@pytest.fixture
def guests(db, settings):
    """A table of guests, and a register that holds nothing else."""
    settings.HOLDINGS = [REGISTER]
    with sealed_table() as model:
        yield model
