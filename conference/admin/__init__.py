from . import conferences, network, pages, pictures, schedule, travel

__all__ = ["conferences", "network", "pages", "pictures", "schedule", "travel"]
