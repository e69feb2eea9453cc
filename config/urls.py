"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("tasks.urls")),
    path("", include("resolutions.urls")),
    path("", include("units.urls")),
    path("quan-tri/", admin.site.urls),
]
