from . import open_times, people, releases, rooms, sessions, slots

__all__ = ["open_times", "people", "releases", "rooms", "sessions", "slots"]
