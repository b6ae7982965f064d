"""How long things may be. All of them are far above what people write; they keep every page and comparison quick."""

SUMMARY_WORDS = 60
SUMMARY_LENGTH = 600
HEADING_LENGTH = 300
BODY_LENGTH = 200_000

# Sixty-one words or more. Languages without spaces are held by the number of characters.
TOO_MANY_WORDS = rf"(\S+\s+){{{SUMMARY_WORDS}}}\S"
