"""What must be said to move an intervention to another status."""

from django import forms
from django.utils.translation import gettext_lazy as _

from villages.models import Project


class MoveForm(forms.Form):
    """Why; asked for where a project is cancelled."""

    reason = forms.CharField(
        label=_("Alasan pembatalan"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Disimpan pada kegiatan dan dalam riwayatnya."),
        error_messages={"required": _("Tulis alasan pembatalan.")},
    )

    def __init__(self, *args, status, **options):
        super().__init__(*args, **options)
        if status != Project.Status.CANCELLED:
            del self.fields["reason"]
