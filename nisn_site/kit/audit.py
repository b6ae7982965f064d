"""Who did what, kept so that a change of the past shows.

Each entry's hash covers the entry and the hash before it; the end of the chain is sealed with a key that is not in
the database. Triggers refuse to change, delete or empty the log (see the migration). What stays possible is to bring
back an older database as a whole: `verify_audit` prints the newest hash each night, and the journal remembers it.

Entries hold no personal data: who acted is an account's number, what it was done to is a row's number. `forget()`
blanks the row's number when a person is erased; the hash covers only its salted hash, so the chain still holds.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .privacy.sealing import SealedTextField

START = "0" * 64
WORD = re.compile(r"[\w.:/+-]{0,80}", re.ASCII)  # codes, dates, hashes; no sentence, name or address fits


class AuditEntry(models.Model):
    """One deed. Written by `record()` only."""

    number = models.PositiveBigIntegerField(primary_key=True)
    happened_at = models.DateTimeField(_("when"))
    actor = models.BigIntegerField(_("account"), null=True, help_text=_("Empty: the site itself."))
    action = models.CharField(_("deed"), max_length=80)
    target = models.CharField(_("done to"), max_length=80, blank=True)
    target_salt = models.CharField(max_length=32, blank=True)
    target_hash = models.CharField(max_length=64)
    data = models.JSONField(_("details"), default=dict)
    hash = models.CharField(max_length=64)

    class Meta:
        app_label = "nisn_site"
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["-number"]
        indexes = [models.Index(fields=["target"], name="audit_target")]

    def __str__(self):
        return f"{self.number} {self.action}"


class AuditEnd(models.Model):
    """The one row that knows where the chain ends: "number hash". Whoever writes an entry holds its lock."""

    is_single = models.BooleanField(primary_key=True, default=True)
    end = SealedTextField()

    class Meta:
        app_label = "nisn_site"
        constraints = [models.CheckConstraint(condition=models.Q(is_single=True), name="audit_has_one_end")]

    def __str__(self):
        return "end of the audit log"


def record(actor, action: str, target: models.Model | None = None, data: dict | None = None) -> AuditEntry:
    """Note a deed in the caller's transaction. `actor` is an organizer or None for the site itself.

    `data` may hold numbers, truth values, single words and lists of them, never personal data. Call it last in a
    deed: until the transaction ends, nobody else can write here. Raises ValueError for data of any other kind.
    """
    if not WORD.fullmatch(action) or not is_plain(data or {}):
        raise ValueError("The audit log takes numbers and single words only: no names, addresses or sentences.")
    with transaction.atomic():
        end, _created = AuditEnd.objects.select_for_update().get_or_create(
            is_single=True, defaults={"end": f"0 {START}"}
        )
        number, previous = end.end.split()
        name, salt = name_of(target), secrets.token_hex(16) if target else ""
        entry = AuditEntry(
            number=int(number) + 1,
            happened_at=timezone.now(),
            actor=actor.pk if actor else None,
            action=action,
            target=name,
            target_salt=salt,
            target_hash=hidden(name, salt),
            data=data or {},
        )
        entry.hash = chained(previous, entry)
        entry.save(force_insert=True)
        end.end = f"{entry.number} {entry.hash}"
        end.save()
    return entry


def forget(rows: Iterable[models.Model]) -> int:
    """Blank every reference to these rows, whose people are erased; returns how many there were."""
    return AuditEntry.objects.filter(target__in=[name_of(row) for row in rows]).update(target="", target_salt="")


def faults(entries: Iterable[AuditEntry], end: str) -> Iterator[str]:
    """One sentence for each place where the log, oldest entry first, is not as it was written."""
    number, previous = 0, START
    for entry in entries:
        if entry.number != number + 1:
            yield f"Entries are missing between {number} and {entry.number}."
        if entry.hash != chained(previous, entry):
            yield f"Entry {entry.number} was changed, or the one before it."
        if entry.target and entry.target_hash != hidden(entry.target, entry.target_salt):
            yield f"Entry {entry.number} names another row than when it was written."
        number, previous = entry.number, entry.hash
    if f"{number} {previous}" != end:
        yield f"The log ends at {number}, but that is not where it ended."


def chained(previous: str, entry: AuditEntry) -> str:
    moment = entry.happened_at.astimezone(UTC).isoformat()
    facts = [entry.number, moment, entry.actor, entry.action, entry.target_hash, entry.data]
    return hashlib.sha256(json.dumps([previous, *facts], sort_keys=True).encode()).hexdigest()


def hidden(name: str, salt: str) -> str:
    return hashlib.sha256(f"{salt} {name}".encode()).hexdigest()


def name_of(row: models.Model | None) -> str:
    return f"{row._meta.label_lower}:{row.pk}" if row else ""


def is_plain(value) -> bool:
    if isinstance(value, dict):
        return all(isinstance(name, str) and WORD.fullmatch(name) for name in value) and all(
            map(is_plain, value.values())
        )
    if isinstance(value, list):
        return all(map(is_plain, value))
    return value is None or isinstance(value, bool | int) or (isinstance(value, str) and bool(WORD.fullmatch(value)))
