"""How every form of the portal is rendered, and the forms at its door."""

from django.contrib.auth import forms as auth_forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class Renderer(TemplatesSetting):
    """Two templates for all forms: one for the form, one for a field with its hint and errors."""

    form_template_name = "kotaku/forms/form.html"
    field_template_name = "kotaku/forms/field.html"


def _reword(field, label, required, hint=""):
    field.label, field.help_text = label, hint
    field.error_messages["required"] = required


class LoginForm(auth_forms.AuthenticationForm):
    """Name and password; says the same whether the name or the password was wrong."""

    error_messages = {
        "invalid_login": _(
            "Nama pengguna atau kata sandi salah. Periksa huruf besar dan kecilnya."
        ),
        "inactive": _("Akun ini dinonaktifkan. Hubungi admin portal di Bappeda."),
    }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        _reword(self.fields["username"], _("Nama pengguna"), _("Isi nama pengguna."))
        _reword(self.fields["password"], _("Kata sandi"), _("Isi kata sandi."))


class PasswordForm(auth_forms.PasswordChangeForm):
    """The old password, and the new one twice."""

    error_messages = {
        "password_incorrect": _("Kata sandi lama ini salah."),
        "password_mismatch": _("Kedua kata sandi baru berbeda. Ketik ulang."),
    }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        rules = _(
            "Sedikitnya 8 karakter, tidak hanya angka, bukan kata yang umum dipakai, dan tidak mirip "
            "nama Anda."
        )
        old, new, again = (
            self.fields[name] for name in ("old_password", "new_password1", "new_password2")
        )
        _reword(old, _("Kata sandi lama"), _("Isi kata sandi lama."))
        _reword(new, _("Kata sandi baru"), _("Isi kata sandi baru."), rules)
        _reword(again, _("Ulangi kata sandi baru"), _("Ketik kata sandi baru sekali lagi."))
