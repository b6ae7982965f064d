"""Visitors on a very bad line, and how the others fare meanwhile. Bounded: at most 200 of them, for some seconds."""

import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

MOST = 200
DRIP_EVERY = 0.5  # seconds between two bytes of a slow visitor


@dataclass(frozen=True)
class Fared:
    """How the ordinary visitors fared: of `asked` requests `failed` had no 200 within their patience."""

    asked: int
    failed: int
    p50: float
    p95: float

    def __str__(self):
        return f"{self.failed} of {self.asked} failed, p50 {self.p50:.0f} ms, p95 {self.p95:.0f} ms"


@contextmanager
def slow_visitors(count: int, connect: Callable[[], socket.socket], host: str) -> Iterator[None]:
    """Half of them never finish their headers, half never finish sending a form."""
    headers = f"GET /en/ HTTP/1.1\r\nHost: {host}\r\nX-Slow: "
    form = (
        f"POST /accounts/login/ HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Proto: https\r\nContent-Length: 5000\r\n\r\na="
    )
    over = threading.Event()
    lines = [connect() for _ in range(min(count, MOST))]
    for number, line in enumerate(lines):
        line.sendall((headers if number % 2 else form).encode())

    def drip() -> None:
        while not over.wait(DRIP_EVERY):
            for line in lines:
                try:
                    line.sendall(b"x")
                except OSError:  # the server has had enough of this one
                    continue

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        yield
    finally:
        over.set()
        dripping.join()
        for line in lines:
            line.close()


def others_fare(ask: Callable[[], bool], requests: int, seconds: float) -> Fared:
    """Ask up to `requests` times, one after the other, for at most so many seconds; `ask` tells whether it got a page."""
    times, failed = [], 0
    deadline = time.monotonic() + seconds
    while len(times) < requests and time.monotonic() < deadline:
        begun = time.perf_counter()
        try:
            failed += not ask()
        except OSError:
            failed += 1
        times.append((time.perf_counter() - begun) * 1000)
    percentiles = statistics.quantiles(times, n=20) if len(times) > 1 else times * 19
    return Fared(len(times), failed, percentiles[9], percentiles[18])
