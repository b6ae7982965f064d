"""Processor time by the scheduler's own accounting, in nanoseconds: the figure that a busy machine disturbs least."""

from pathlib import Path

import psycopg

from .production import processes_of

BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def spent_by(processes: list[int]) -> int:
    """Nanoseconds on a processor so far, of all threads of these processes."""
    return sum(
        int(file.read_text().split()[0]) for pid in processes for file in Path(f"/proc/{pid}/task").glob("*/schedstat")
    )


def spent_by_server(pid: int) -> int:
    return spent_by(processes_of(pid))


def spent_by_database(connection: psycopg.Connection) -> int:
    """Of the PostgreSQL processes that serve others in this database; they must run on this machine."""
    return spent_by([pid for (pid,) in connection.execute(BACKENDS)])
