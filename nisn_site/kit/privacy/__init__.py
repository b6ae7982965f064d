"""What we know of people: how it is written, sealed, found again and forgotten."""
