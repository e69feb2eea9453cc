"""What every request carries: a person, and a language."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from units import kept


class LoginRequired(LoginRequiredMiddleware):
    """Leads to signing in, and back. What was typed waits meanwhile; that it came from a page of ours was checked before."""

    def handle_no_permission(self, request, view_func):
        if request.method == "POST":
            if not hasattr(view_func, "keeps_text"):
                return redirect_to_login(page_before(request))
            if view_func.keeps_text(request.POST):
                kept.keep(request)
        return super().handle_no_permission(request, view_func)


def page_before(request):
    """The page of ours on which a button was pressed: the button's own address may have nothing to show. Else the first page."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return urlsplit(page)._replace(scheme="", netloc="").geturl() if ours else "/"


def language(get_response):
    """Vietnamese, unless the reader chose: by the switch on the page (a cookie), else by their account.

    The browser's own wish is left aside: office machines often ask for English without anyone having meant it.
    """
    codes = {code for code, _name in settings.LANGUAGES}

    def middleware(request):
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or (request.user.is_authenticated and request.user.language)
        with translation.override(wanted if wanted in codes else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
            return response

    return middleware
