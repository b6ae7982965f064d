"""A draft from a text that somebody wrote elsewhere: pasted, or a plain text, Markdown, HTML or Word file.

`reading` makes one Markdown text of it, `sections` guesses where its sections begin, `planning` which of them we
have already; an organizer corrects the guesses, and only then `filling` writes them into the working draft.
"""
