from django.urls import path

from tasks.views.assignments import assignment, assignment_list, passed_on
from tasks.views.calendar import calendar, calendar_day
from tasks.views.documents import document
from tasks.views.endings import document_withdraw, task_further, task_go_on, task_halt, task_withdraw
from tasks.views.entries import answer_create, entry_create, evidence_retract, part_entry_create
from tasks.views.evidence import evidence, evidence_picture
from tasks.views.handover import handover, handover_accept, handover_person
from tasks.views.intake_parts import intake_add, intake_join, intake_part, intake_split
from tasks.views.intakes import document_read, intake, intake_discard, intake_enter, intake_head
from tasks.views.many import many
from tasks.views.notices import notice, notice_read, notices, notices_read
from tasks.views.proof import proof
from tasks.views.slips import slip, slip_list, slip_pdf, slip_receive
from tasks.views.successions import succession_create, succession_list, unit_rename
from tasks.views.tasks import task, task_create, task_discard
from tasks.views.versions import document_changes, intake_changes

VERBS = {
    "receive": "tiep-nhan",
    "decline": "tu-choi",
    "insist": "giao-lai",
    "log": "tien-do",
    "submit": "bao-cao-xong",
    "verify": "xac-nhan",
    "send_back": "tra-lai",
    "add": "bo-sung",
    "reopen": "mo-lai",
    "ask_time": "xin-gia-han",
    "grant": "cho-gia-han",
    "refuse": "khong-gia-han",
    "reschedule": "doi-han",
    "urge": "don-doc",
    "remark": "chi-dao",
    "hand": "giao-can-bo",
    "take_over": "nhan-ban-giao",
    "reassign": "chuyen",
    "withdraw": "thu-hoi",
}
ABOUT_ENTRIES = {"answer": "tra-loi", "confirm": "dung", "object": "phan-anh", "correct": "dinh-chinh"}
ABOUT_PARTS = {"support": "bao-cao", "return_part": "tra-lai", "pass_part": "chuyen"}

urlpatterns = [
    path("van-ban/doc/", document_read, name="document-read"),
    path("van-ban/doc/<int:pk>/", intake, name="intake"),
    path("van-ban/doc/<int:pk>/dau/", intake_head, name="intake-head"),
    path("van-ban/doc/<int:pk>/muc/<int:part>/", intake_part, name="intake-part"),
    path("van-ban/doc/<int:pk>/muc/<int:part>/gop/", intake_join, name="intake-join"),
    path("van-ban/doc/<int:pk>/muc/<int:part>/tach/", intake_split, name="intake-split"),
    path("van-ban/doc/<int:pk>/thay-doi/", intake_changes, name="intake-changes"),
    path("van-ban/doc/<int:pk>/them/", intake_add, name="intake-add"),
    path("van-ban/doc/<int:pk>/hieu-luc/", intake_enter, name="intake-enter"),
    path("van-ban/doc/<int:pk>/bo/", intake_discard, name="intake-discard"),
    path("van-ban/<int:pk>/", document, name="document"),
    path("van-ban/<int:pk>/thay-doi/", document_changes, name="document-changes"),
    path("noi-dung/<int:pk>/nhiem-vu/", task_create, name="task-create"),
    path("nhiem-vu/<int:pk>/", task, name="task"),
    path("nhiem-vu/<int:pk>/bo/", task_discard, name="task-discard"),
    path("nhiem-vu/<int:pk>/giao-them/", task_further, name="task-further"),
    path("nhiem-vu/<int:pk>/dung/", task_halt, name="task-halt"),
    path("nhiem-vu/<int:pk>/tiep-tuc/", task_go_on, name="task-go-on"),
    path("nhiem-vu/<int:pk>/thu-hoi/", task_withdraw, name="task-withdraw"),
    path("van-ban/<int:pk>/thu-hoi/", document_withdraw, name="document-withdraw"),
    path("viec-giao/", assignment_list, name="assignments"),
    path("viec-giao/nhieu/", many, name="many"),
    path("viec-giao/da-chuyen/", passed_on, name="passed-on"),
    path("viec-giao/<int:pk>/", assignment, name="assignment"),
    path("viec-giao/<int:pk>/nhac/", proof, name="proof"),
    *(path(f"viec-giao/<int:pk>/{noun}/", entry_create, {"verb": verb}, name=verb) for verb, noun in VERBS.items()),
    *(
        path(f"viec-giao/<int:pk>/nhat-ky/<int:number>/{noun}/", answer_create, {"verb": verb}, name=verb)
        for verb, noun in ABOUT_ENTRIES.items()
    ),
    *(
        path(f"viec-giao/<int:pk>/phoi-hop/<int:part>/{noun}/", part_entry_create, {"verb": verb}, name=verb)
        for verb, noun in ABOUT_PARTS.items()
    ),
    path("lich/", calendar, name="calendar"),
    path("lich/<str:day>/", calendar_day, name="calendar-day"),
    path("thong-bao/", notices, name="notices"),
    path("thong-bao/da-doc/", notices_read, name="notices-read"),
    path("thong-bao/<int:pk>/", notice, name="notice"),
    path("thong-bao/<int:pk>/da-doc/", notice_read, name="notice-read"),
    path("ban-giao/", handover, name="handover"),
    path("ban-giao/nhan/", handover_accept, name="handover-accept"),
    path("ban-giao/<int:pk>/", handover_person, name="handover-person"),
    path("minh-chung/<int:pk>/", evidence, name="evidence"),
    path("phieu/", slip_list, name="slips"),
    path("phieu/<int:pk>/", slip, name="slip"),
    path("phieu/<int:pk>/pdf/", slip_pdf, name="slip-pdf"),
    path("phieu/<int:pk>/nhan/", slip_receive, name="slip-receive"),
    path("don-vi/ke-thua/", succession_list, name="successions"),
    path("don-vi/ke-thua/hop-nhat/", succession_create, {"kind": "merge"}, name="merge"),
    path("don-vi/ke-thua/chia-tach/", succession_create, {"kind": "split"}, name="split"),
    path("don-vi/<int:pk>/doi-ten/", unit_rename, name="unit-rename"),
    path("minh-chung/<int:pk>/rut/", evidence_retract, name="retract"),
    path("minh-chung/<int:pk>/anh/", evidence_picture, name="evidence-picture"),
]
