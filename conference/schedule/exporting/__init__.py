"""The current release as files that other programs read: iCalendar, frab's schedule.xml and schedule.json.

They say the same as the public pages, in the language of their address: people only with their agreement, texts in
translation where there is one, nothing of the draft. `labels` names what a format has no place for, and the import
reads it back from there.
"""
