"""The first page after signing in."""

from django.shortcuts import render
from django.utils import timezone

from kotaku import dashboard
from villages import registry
from villages.queries import regency


def home(request):
    """What waits for me, then the regency in the chosen year."""
    years = regency.rounds(request.user)
    year = _chosen(request.GET.get("tahun"), years)
    until = timezone.localdate().year if year == years[0] else year
    waiting = registry.waiting.collect(request.user)
    context = {
        "waiting": waiting,
        "newly_verified": [] if waiting else dashboard.newly_verified(request.user),
        "years": years,
        "year": year,
        "sees_unverified": regency.sees_unverified(request.user),
        **dashboard.figures(request.user, year, until=until),
    }
    return render(request, "kotaku/home.html", context)


def _chosen(text, years):
    """The year of the address if there is such a round, else the latest."""
    return next((year for year in years if str(year) == text), years[0])
