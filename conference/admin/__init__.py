from . import conferences, contact, network, pages, pictures, schedule, travel

__all__ = ["conferences", "contact", "network", "pages", "pictures", "schedule", "travel"]
