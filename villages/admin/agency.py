"""Agencies and their staff."""

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from villages import labels
from villages.admin.people import NamesPeople
from villages.models import Agency


class AgencyForm(forms.ModelForm):
    """Chooses the criteria by name; they are stored as digits."""

    criteria = forms.MultipleChoiceField(
        label=Agency._meta.get_field("criteria").verbose_name,
        help_text=Agency._meta.get_field("criteria").help_text,
        required=False,
        choices=[(str(int(item)), label) for item, label in labels.CRITERIA.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.initial["criteria"] = list(self.instance.criteria)

    def clean_criteria(self):
        return "".join(sorted(self.cleaned_data["criteria"]))


@admin.register(Agency)
class AgencyAdmin(NamesPeople, SimpleHistoryAdmin):
    """Reference data: who works where."""

    form = AgencyForm
    list_display = ["short_name", "name", "work", "staff_count", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["short_name", "name", "staff__username", "staff__first_name"]
    autocomplete_fields = ["staff"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(staff_total=Count("staff", distinct=True))

    @admin.display(description=_("bidang kerja"))
    def work(self, agency):
        return ", ".join(str(labels.CRITERIA_SHORT[item]) for item in agency.fields_of_work)

    @admin.display(description=_("pegawai"), ordering="staff_total")
    def staff_count(self, agency):
        return agency.staff_total
