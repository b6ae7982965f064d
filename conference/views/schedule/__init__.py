"""Public pages of the schedule. They show the newest release and nothing of the draft."""
