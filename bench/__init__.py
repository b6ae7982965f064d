"""Measures the site as it runs in production. Start it with `python -m bench.pages`."""
