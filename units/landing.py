"""Errors of the model, landed on the form that was sent."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _


def land(form, error):
    """Put a ValidationError of a verb at the fields it names; at the head of the form where the form has no such field."""
    named = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for field, errors in named.items():
        form.add_error(field if field in form.fields else None, errors)


def at_field(name, message, code, **params):
    """A ValidationError of one field that keeps its code and parameters."""
    return ValidationError({name: ValidationError(message, code=code, params=params)})


def refuse_year(name, day):
    """Raises ValidationError for a day in a year that nobody means: a slip of the finger would stop the reckoning of dates."""
    if day and not 1990 <= day.year <= 2100:
        raise at_field(name, _("Look at the year: it lies between 1990 and 2100."), "year")


def sent(request):
    """What a form is bound to: (POST, FILES) where something was sent, even an empty form; else (None, None)."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
