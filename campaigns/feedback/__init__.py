"""What people say about drafts, and what becomes of it: deeds, lists, and the story of one remark."""
