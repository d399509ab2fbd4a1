"""Entering, and changing one's password; Django's own views in our words."""

from django.contrib.auth import views as auth_views
from django.urls import reverse_lazy

from kotaku.forms import LoginForm, PasswordForm


class Login(auth_views.LoginView):
    """The page everybody meets first; who is signed in already goes on to where they wanted."""

    template_name = "kotaku/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True


class PasswordChange(auth_views.PasswordChangeView):
    """One's own password; forgotten ones are made anew by an administrator."""

    template_name = "kotaku/password_change.html"
    form_class = PasswordForm
    success_url = reverse_lazy("password_change_done")
