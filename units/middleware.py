"""What every request carries: a language."""

from django.conf import settings
from django.utils import translation


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
