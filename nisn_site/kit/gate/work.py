"""Proof of work, asked for only while a form is under attack: a second of a phone, hours of somebody who sends thousands.

The browser looks for a number with which PBKDF2, salted with the form's own stamp, begins with `ZEROS` zero bits
(static/js/work.js). One number proves one form: its key lands once, so a proof cannot be used again. Where there is no
JavaScript nothing is lost: then the link or the code that we mail is the proof, and such mails are rationed.
"""

import hashlib

ZEROS = 7  # 128 tries on average
ROUNDS = 3_000
LONGEST_NUMBER = 9


def is_proof(number: str, stamp: str) -> bool:
    """One PBKDF2 of about a millisecond."""
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER):
        return False
    found = hashlib.pbkdf2_hmac("sha256", number.encode(), stamp.encode(), ROUNDS, 1)
    return found[0] >> (8 - ZEROS) == 0


def find_proof(stamp: str) -> str:
    """What the browser does; for tests."""
    return next(str(number) for number in range(10**LONGEST_NUMBER) if is_proof(str(number), stamp))
