"""How long things may be. All of them are far above what people write; they keep every page and comparison quick."""

TITLE_LENGTH = 160
SUMMARY_WORDS = 60
SUMMARY_LENGTH = 600
HEADING_LENGTH = 300
BODY_LENGTH = 200_000

# Sixty-one words or more. Languages without spaces are held by the number of characters.
TOO_MANY_WORDS = rf"(\S+\s+){{{SUMMARY_WORDS}}}\S"

# Feedback: a remark is a page of paper at most; a suggestion may be that much longer than the text it is about.
REMARK_LENGTH = 5_000
MORE_THAN_THE_TEXT = 10_000
QUOTE_LENGTH = 1_000
ANSWER_LENGTH = 4_000
REASON_LENGTH = 1_000
NOTE_LENGTH = 2_000
NAME_LENGTH = 80
ORGANIZATION_LENGTH = 120
OCCASION_LENGTH = 120
MOST_PEOPLE = 100_000

# At the conference.
MOVER_LENGTH = 120
