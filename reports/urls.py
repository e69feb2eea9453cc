from django.urls import path

from reports.views import checking, copies, files, reports, text, tracing
from reports.views.home import home

urlpatterns = [
    path("", home, name="home"),
    path("bao-cao/", reports.report_list, name="reports"),
    path("bao-cao/<int:pk>/", reports.report, name="report"),
    path("bao-cao/<int:pk>/tinh-trang/", reports.report_state, name="report-state"),
    path("bao-cao/<int:pk>/loi-van/", text.report_text, name="report-text"),
    path("bao-cao/<int:pk>/so/<str:address>/", tracing.report_rows, name="report-rows"),
    path("bao-cao/<int:pk>/pdf/", files.report_pdf, name="report-pdf"),
    path("bao-cao/<int:pk>/docx/", files.report_docx, name="report-docx"),
    path("bao-cao/<int:pk>/xlsx/", files.report_xlsx, name="report-xlsx"),
    path("bao-cao/<int:pk>/json/", files.report_json, name="report-json"),
    path("bao-cao/<int:pk>/ban/", copies.report_copies, name="report-copies"),
    path("bao-cao/ban/<int:pk>/", copies.report_copy, name="report-copy"),
    path("bao-cao/ban/<int:pk>/tep/", copies.copy_file, name="report-copy-file"),
    path("kiem-tra/<str:code>/", checking.report_check, name="report-check"),
]
