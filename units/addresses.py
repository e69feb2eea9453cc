"""Where a request came from, for the throttle."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings


def client_address(request):
    """The caller's address; behind a known proxy the hop that the proxy saw, which is the last one it names.

    One who holds an IPv6 address holds 2**64 of them, so these count by their network: '2001:db8::/64'.
    """
    claimed = request.META.get("REMOTE_ADDR", "")
    if getattr(settings, "BEHIND_PROXY", False):
        claimed = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or claimed
    try:
        address = ip_address(claimed)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Network((int(address), 64), strict=False))
    return str(address)
