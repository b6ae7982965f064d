"""Words about mails for organizers."""


def masked(address: str) -> str:
    """Enough to recognize an address one knows, too little to learn one: `b…@example.org`."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}…{at}{domain}"
