"""User name and password, and a new password by mail."""

import uuid

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from units.addresses import client_address
from units.models import Mail, SignInFailure
from units.models.sign_in import WINDOW
from units.outbox import letter

LETTERS_PER_WINDOW = 3


class SignInForm(AuthenticationForm):
    """A try counts as failed before the password is looked at, so that tries side by side cannot outrun the count."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("User name and password do not belong together. Please look at both, and at capital letters."),
        "inactive": _("User name and password do not belong together. Please look at both, and at capital letters."),
        "wait": _("Too many tries. Please wait 15 minutes and try again; nothing is blocked for good."),
    }

    def clean(self):
        username = self.cleaned_data.get("username")
        if not (username and self.cleaned_data.get("password")):
            return self.cleaned_data
        this = {"username": username, "address": client_address(self.request)}
        if not SignInFailure.objects.begin(**this, now=timezone.now()):
            raise ValidationError(self.error_messages["wait"], code="wait")
        cleaned = super().clean()
        SignInFailure.objects.forget(**this)
        return cleaned


class ResetForm(PasswordResetForm):
    """Writes a letter with a link, for the worker to send: a page waits for no mail server, and takes as long for an address nobody has."""

    @transaction.atomic
    def save(self, *, address, now):
        """One letter for each account of the address, three in 15 minutes at most; the try is noted whether there is one or not."""
        email = self.cleaned_data["email"]
        if not SignInFailure.objects.begin(username=f"reset:{email}", address=address, now=now):
            return
        for user in self.get_users(email):
            letters = Mail.objects.filter(key__startswith=f"reset/{user.pk}/", made_at__gt=now - WINDOW)
            if letters.count() < LETTERS_PER_WINDOW:
                self.write_to(user, now=now)

    def write_to(self, user, *, now):
        """The letter. Its link begins with SITE_URL, never with what a request called this host."""
        key = f"reset/{user.pk}/{uuid.uuid4()}"
        secret = {"uidb64": urlsafe_base64_encode(force_bytes(user.pk)), "token": default_token_generator.make_token(user)}
        context = {"person": user, "link": settings.SITE_URL + reverse("password-reset-confirm", kwargs=secret)}
        with translation.override(user.language or settings.LANGUAGE_CODE):
            subject, body = (render_to_string(f"units/password_reset_{part}.txt", context).strip() for part in ("subject", "mail"))
        letter(key=key, recipient=user, subject=subject, body=body, now=now).save()
