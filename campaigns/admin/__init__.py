from . import drafts, feedback, proposals

__all__ = ["drafts", "feedback", "proposals"]
