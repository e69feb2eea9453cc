"""Every address that the product answers, walked from the resolver."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

LOOKED_AT = {"mail", "resolution", "task"}


def walk(patterns=None, route="/", namespace=""):
    """(name, or the route where it has none; route) of each pattern. In the admin the model is left out of the name."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        way = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, way, f"{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield (f"{namespace}{pattern.name}" if pattern.name else way), way


def ours():
    """The names of the product's own addresses."""
    return [name for name, way in walk() if not way.startswith("/quan-tri/")]


def of_the_admin():
    """(kind, model or '-', a path that fits it) of each of the admin's addresses; '<pk>' stands where a row's key goes."""
    models = {f"{model._meta.app_label}_{model._meta.model_name}": model._meta.model_name for model in admin.site._registry}
    for name, way in walk():
        if not way.startswith("/quan-tri/"):
            continue
        app_model, _blank, kind = name.removeprefix("admin:").rpartition("_")
        model = models.get(app_model, "-")
        path = way.replace("^(?P<app_label>units|resolutions|tasks)/$", "units/").replace("(?P<url>.*)$", "there/is/no/such/page/")
        path = (
            path.replace("<path:content_type_id>/<path:object_id>", "<type>/<pk>")
            .replace("<path:object_id>", "<pk>")
            .replace("<id>", "<pk>")
        )
        if model != "-":
            yield f"admin:{kind}", model, path
        elif name == way and "<path:object_id>" in way:
            yield "/quan-tri/<object>/", way.split("/")[3], path
        elif name == way and "(?P<url>" in way:
            yield "/quan-tri/<anything>", "-", path
        else:
            yield name, get_user_model()._meta.model_name if "<id>" in way else "-", path
