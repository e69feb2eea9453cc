from django.urls import path

from resolutions import views

urlpatterns = [
    path("van-ban/", views.document_list, name="documents"),
    path("van-ban/<int:pk>/hieu-luc/", views.document_force, name="document-force"),
    path("van-ban/<int:pk>/so-van-ban/", views.document_register, name="document-register"),
    path("van-ban/<int:pk>/bo/", views.document_discard, name="document-discard"),
    path("van-ban/<int:pk>/tep-goc/", views.document_source, name="document-source"),
]
