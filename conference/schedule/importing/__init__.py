"""A schedule that somebody made elsewhere: a table (CSV, XLSX), or a file of another system (XML, JSON, iCalendar).

`reading` makes a `Programme` of any of them, with a numbered sentence for everything it had to repair or leave out;
`planning` says what that would change in the draft of a conference; only `filling` writes it there.
It never publishes and never writes mail.
"""
