"""Where a request comes from, for the lock-out after wrong passwords."""

from ipaddress import ip_address

from django.conf import settings


def client_address(request):
    """The address that the outermost of our proxies saw.

    Every proxy appends the address it was called from to X-Forwarded-For, so with ``PROXY_COUNT``
    of them the client is the entry that far from the right. What stands further left was sent by
    the client and may be invented.
    """
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if 0 < settings.PROXY_COUNT <= len(hops):
        return _valid(hops[-settings.PROXY_COUNT]) or _peer(request)
    return _peer(request)


def _peer(request):
    """Who is connected to us; nobody when a proxy uses a socket file."""
    return _valid(request.META.get("REMOTE_ADDR", ""))


def _valid(text):
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return None
