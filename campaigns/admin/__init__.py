from . import drafts, proposals

__all__ = ["drafts", "proposals"]
