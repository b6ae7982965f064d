from . import conferences, network, pages, pictures, travel

__all__ = ["conferences", "network", "pages", "pictures", "travel"]
