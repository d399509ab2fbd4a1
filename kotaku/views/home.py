"""The first page after signing in."""

from django.shortcuts import render


def home(request):
    """What waits for me, then the regency."""
    return render(request, "kotaku/home.html")
