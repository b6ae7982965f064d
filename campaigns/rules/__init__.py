"""Rules of the database that Django cannot say in a constraint, each with words for volunteers.

Each module has the `RULES` of some tables, by the name that the database gives with its refusal; where triggers speak,
they say the same words in English. `campaigns.refusals` looks here.
"""

from . import conference, feedback

ROOMS = (feedback.RULES, conference.RULES)
