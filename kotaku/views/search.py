"""One search box for everything in the portal that a person may see."""

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from villages.filters.listing import MAX_QUERY_LENGTH
from villages.queries.search import Found
from villages.queries.search import search as find


class SearchForm(forms.Form):
    """What is looked for."""

    q = forms.CharField(
        label=_("Cari"),
        max_length=MAX_QUERY_LENGTH,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text=_("Nama atau kode desa, “RT 3 RW 2 Kebonagung”, nomor SK, nama kegiatan, …"),
        error_messages={
            "required": _("Tulis apa yang dicari."),
            "max_length": _("Tulis paling banyak %(limit_value)s huruf."),
        },
    )


@require_safe
def search(request):
    """What was found, by kind; without a text the box alone."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = find(text, request.user) if text else Found(())
    return render(request, "kotaku/search.html", {"form": form, "text": text, "found": found})
