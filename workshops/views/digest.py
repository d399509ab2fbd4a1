"""Whether one gets the weekly e-mail."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from workshops.actions.digest import set_digest
from workshops.models import NoDigest


class DigestForm(forms.Form):
    """On or off."""

    wanted = forms.BooleanField(
        label=_("Kirimi saya ringkasan mingguan"),
        required=False,
        help_text=_(
            "Paling banyak satu surel seminggu, hanya bila ada yang menunggu Anda, dengan tautan "
            "ke setiap halamannya."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def digest_settings(request):
    """One's own choice; everybody who signs in has one."""
    is_on = not NoDigest.objects.filter(person=request.user).exists()
    form = DigestForm(request.POST if request.method == "POST" else None, initial={"wanted": is_on})
    if form.is_valid():
        wanted = form.cleaned_data["wanted"]
        set_digest(by=request.user, wanted=wanted)
        messages.success(
            request,
            _("Anda akan menerima ringkasan mingguan.")
            if wanted
            else _("Ringkasan mingguan dimatikan."),
        )
        return redirect("workshops:digest-settings")
    return render(request, "workshops/digest_settings.html", {"form": form})
