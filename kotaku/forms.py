"""How every form of the portal is rendered."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Two templates for all forms: one for the form, one for a field with its hint and errors."""

    form_template_name = "kotaku/forms/form.html"
    field_template_name = "kotaku/forms/field.html"
