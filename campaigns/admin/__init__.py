from . import drafts, feedback, proposals
from .hall import amendments, decisions, points

__all__ = ["amendments", "decisions", "drafts", "feedback", "points", "proposals"]
