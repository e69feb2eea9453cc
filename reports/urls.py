from django.urls import path

from reports.views import reports
from reports.views.home import home

urlpatterns = [
    path("", home, name="home"),
    path("bao-cao/", reports.report_list, name="reports"),
    path("bao-cao/<int:pk>/", reports.report, name="report"),
    path("bao-cao/<int:pk>/tinh-trang/", reports.report_state, name="report-state"),
    path("bao-cao/<int:pk>/pdf/", reports.report_pdf, name="report-pdf"),
]
