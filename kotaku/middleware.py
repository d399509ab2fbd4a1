"""Response headers that Django 5.2 does not set itself, and the login that guards every page."""

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse
from django.utils.translation import gettext as _

HEADER = "Content-Security-Policy"


class ContentSecurityPolicyMiddleware:
    """Send ``settings.SECURE_CSP`` with every response; superseded by Django 6's own middleware."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = "; ".join(f"{name} {value}" for name, value in settings.SECURE_CSP.items())

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        return response


class LoginMiddleware(LoginRequiredMiddleware):
    """Every page is private; a fragment of a page (htmx) gets a refusal, not a login page to swap in."""

    def get_login_url(self, view_func):
        """One door for all pages, those of Django admin too."""
        return settings.LOGIN_URL

    def handle_no_permission(self, request, view_func):
        if request.headers.get("HX-Request") == "true":
            text = _("Sesi Anda berakhir. Masuk lagi di tab lain, lalu lanjutkan di sini.")
            return HttpResponse(text, status=401, content_type="text/plain; charset=utf-8")
        return super().handle_no_permission(request, view_func)
