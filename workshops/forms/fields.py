"""Choosing villages and agencies, and the fields of files and texts that several forms have."""

from itertools import groupby

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from villages.models import Agency, Village
from villages.uploads import refuse_unless_document

FILE_TYPES = ".pdf,.docx,.xlsx,.pptx,.jpg,.jpeg,.png"


def text_area(label, *, rows=4, **options):
    """A long text."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def file_field(label, **options):
    """A document or image, judged by its content."""
    return forms.FileField(
        label=label,
        validators=[refuse_unless_document],
        widget=forms.FileInput(attrs={"accept": FILE_TYPES}),
        help_text=_("PDF, Word, Excel, PowerPoint, JPEG, atau PNG; paling besar 20 MB."),
        error_messages={
            "required": _("Pilih berkasnya."),
            "empty": _("Berkas ini kosong. Pilih berkasnya lagi."),
        },
        **options,
    )


def offer_agencies(field, chosen=()):
    """Agencies that are active, and those that were chosen before."""
    kept = [agency.pk for agency in chosen]
    field.queryset = Agency.objects.filter(Q(is_active=True) | Q(pk__in=kept))


def offer_villages(field):
    """All villages, those of decrees in force first, then the others by district."""
    field.queryset = Village.objects.all()
    rows = Village.objects.select_related("district").order_by("district__name", "name", "code")
    decreed = set(Village.objects.with_decree().values_list("pk", flat=True))
    first = [(row.pk, f"{row} – {row.district}") for row in rows if row.pk in decreed]
    others = (row for row in rows if row.pk not in decreed)
    field.choices = [
        *([(_now("Dalam SK Kumuh yang berlaku"), first)] if first else []),
        *(
            (_now("Kecamatan %(name)s") % {"name": district}, [(row.pk, str(row)) for row in group])
            for district, group in groupby(others, key=lambda row: row.district.name)
        ),
    ]
