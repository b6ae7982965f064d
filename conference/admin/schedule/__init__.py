from . import people, releases, rooms, sessions, slots

__all__ = ["people", "releases", "rooms", "sessions", "slots"]
