"""The worker as deploy/site-worker.service runs it: started again whenever it ends."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from .production import ROOT, Installation

RESTART_AFTER = 2  # seconds, as in the unit


class Worker:
    def __init__(self, site: Installation, **extra: str):
        self.environment = site.environment | extra
        self.log = site.folder / "worker.log"
        self.starts, self.ends = 0, []
        self.is_over = Event()
        self.keeper = Thread(target=self.keep)
        self.keeper.start()

    def keep(self) -> None:
        while not self.is_over.is_set():
            with open(self.log, "a") as log:
                self.process = subprocess.Popen(
                    [sys.executable, "manage.py", "work"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
                )
            self.starts += 1
            self.ends.append(self.process.wait())
            self.is_over.wait(RESTART_AFTER)

    def stop(self) -> float:
        """Tell it to end, as systemd does; returns the seconds it took."""
        begun = time.monotonic()
        self.is_over.set()
        self.process.terminate()
        self.keeper.join(60)
        return time.monotonic() - begun


@contextmanager
def worker(site: Installation, **extra: str) -> Iterator[Worker]:
    """Works until the end of the block; `extra` is added to its environment."""
    started = Worker(site, **extra)
    try:
        yield started
    finally:
        started.stop()
