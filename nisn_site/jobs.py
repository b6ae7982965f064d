"""The tasks of the site itself and of its kit; the worker finds them here."""

from nisn_site.kit.gate import midnight
from nisn_site.kit.outbox import turns

__all__ = ["midnight", "turns"]
