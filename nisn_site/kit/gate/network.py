"""The one place of the site that reads where a visitor comes from. It leaves here only as what cannot find anybody.

nginx hands the address over on posts and on the login alone (deploy/nginx.conf); without it all visitors are one network.
"""

from ipaddress import ip_address

from .daily import pseudonym


def network_of(request) -> str:
    """32 hex digits that stand for the visitor's network until midnight: an IPv4 address, or the /64 of an IPv6 one."""
    return pseudonym(network_name(request.META.get("HTTP_X_REAL_IP") or request.META.get("REMOTE_ADDR", ""))).hex()


def network_name(address: str) -> str:
    """A household has one IPv4 address, but as many IPv6 ones as it likes within its /64."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 6 and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(found) if found.version == 4 else found.exploded[:19]
