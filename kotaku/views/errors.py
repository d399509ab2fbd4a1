"""Refusals in plain words, each with a way back."""

from django.shortcuts import render


def forbidden(request, exception):
    """403 with the reason, where the act gave one."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)
