from . import conferences, contact, network, newsletter, pages, pictures, schedule, travel

__all__ = ["conferences", "contact", "network", "newsletter", "pages", "pictures", "schedule", "travel"]
