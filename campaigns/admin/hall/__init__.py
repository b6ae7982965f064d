from .adopting import AdoptingPages
from .desk import DeskPages
from .entering import EnteringPages


class HallPages(DeskPages, EnteringPages, AdoptingPages):
    """Everything about a proposal at the conference, mixed into its admin."""
