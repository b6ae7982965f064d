"""A small, bounded load on one address of this machine: by wrk where it is installed, else by threads of Python.

The Python client needs about as much processor time as the cheapest page it asks for, so its requests per second
are too low for those; the processor time that the *server* needs for a request is right with either.
"""

import http.client
import re
import shutil
import statistics
import subprocess
import threading
import time
from dataclasses import dataclass

CONNECTIONS = 8
MILLISECONDS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


@dataclass(frozen=True)
class Load:
    """What a load of some seconds brought; times in milliseconds."""

    requests: int
    rate: float
    p50: float
    p99: float
    errors: int


def generator() -> str:
    return "wrk" if shutil.which("wrk") else "Python threads"


def put_load(port: int, path: str, headers: dict[str, str], seconds: int) -> Load:
    """Ask for the same page over and over on eight kept connections."""
    measure = by_wrk if shutil.which("wrk") else by_threads
    return measure(port, path, headers, seconds)


def by_wrk(port: int, path: str, headers: dict[str, str], seconds: int) -> Load:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    command.append(f"http://127.0.0.1:{port}{path}")
    said = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30, check=True).stdout
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    return Load(
        requests=int(re.search(r"(\d+) requests in", said)[1]),
        rate=float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
        p50=milliseconds(said, 50),
        p99=milliseconds(said, 99),
        errors=(int(refused[1]) if refused else 0) + (sum(map(int, broken.groups())) if broken else 0),
    )


def milliseconds(said: str, percent: int) -> float:
    number, unit = re.search(rf"\s{percent}%\s+([\d.]+)(us|ms|s|m)\s", said).groups()
    return float(number) * MILLISECONDS[unit]


def by_threads(port: int, path: str, headers: dict[str, str], seconds: int) -> Load:
    times, errors = [], []
    started = time.perf_counter()

    def visit() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while (begun := time.perf_counter()) < started + seconds:
            try:
                connection.request("GET", path, headers=headers)
                response = connection.getresponse()
                response.read()
            except (OSError, http.client.HTTPException) as problem:
                errors.append(str(problem))
                connection.close()
                continue
            if response.status != 200:
                errors.append(str(response.status))
            times.append((time.perf_counter() - begun) * 1000)
        connection.close()

    visitors = [threading.Thread(target=visit) for _ in range(CONNECTIONS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    percentiles = statistics.quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    lasted = time.perf_counter() - started
    return Load(len(times), len(times) / lasted, percentiles[49], percentiles[98], len(errors))
