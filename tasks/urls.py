from django.urls import path

from tasks.views.assignments import assignment, assignment_list
from tasks.views.documents import document
from tasks.views.entries import entry_create
from tasks.views.evidence import evidence, evidence_picture
from tasks.views.tasks import task, task_create, task_discard

VERBS = {
    "receive": "tiep-nhan",
    "log": "tien-do",
    "submit": "bao-cao-xong",
    "verify": "xac-nhan",
    "send_back": "tra-lai",
    "withdraw": "thu-hoi",
}

urlpatterns = [
    path("van-ban/<int:pk>/", document, name="document"),
    path("noi-dung/<int:pk>/nhiem-vu/", task_create, name="task-create"),
    path("nhiem-vu/<int:pk>/", task, name="task"),
    path("nhiem-vu/<int:pk>/bo/", task_discard, name="task-discard"),
    path("viec-giao/", assignment_list, name="assignments"),
    path("viec-giao/<int:pk>/", assignment, name="assignment"),
    *(path(f"viec-giao/<int:pk>/{noun}/", entry_create, {"verb": verb}, name=verb) for verb, noun in VERBS.items()),
    path("minh-chung/<int:pk>/", evidence, name="evidence"),
    path("minh-chung/<int:pk>/anh/", evidence_picture, name="evidence-picture"),
]
