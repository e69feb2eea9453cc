"""Who may open what: for each address, object and role the answer to GET and to POST without data, as 'GET/POST'.

200 to a POST: the form is shown again with its errors, so this role may do it. 302! to a POST: it asks for nothing and is done. 302 for nobody:
to signing in. What one may not see is 404,
what one may see but not do is 403, what no longer fits the state is 409, a method that the address does not know is 405.
The objects are made in ``tests.rights.world``: 'ours' is of Châu Ổ (head, member), 'theirs' of Bình Minh (other), 'shared' is theirs and
supported by Châu Ổ, 'below' is of a unit under Châu Ổ, 'person' is a duty of the leader's post (in the committee itself, the board's
parent, so the office verifies it), 'past' is ours in a state to which the verb no
longer fits, 'foreign' is another committee's, 'gone' is no row at all. An address without an object has a dash. Several objects with the
same answers share a line.
"""

TABLE = """
name                    object       office  board   leader  head    member  inspector other admin   nobody

home                    -            200/405 200/405 200/405 200/405 200/405 200/405 200/405 200/405 302/302

documents               -            200/405 200/405 200/405 200/405 200/405 200/405 200/405 200/405 302/302
document-read           -            200/200 403/403 403/403 403/403 403/403 403/403 403/403 403/403 302/302
document                ours         200/405 200/405 200/405 200/405 200/405 200/405 200/405 404/405 302/302
document                draft        200/405 200/405 200/405 404/405 404/405 200/405 404/405 404/405 302/302
document                foreign,gone 404/405 404/405 404/405 404/405 404/405 404/405 404/405 404/405 302/302
document-source         ours         200/405 200/405 200/405 200/405 200/405 200/405 200/405 404/405 302/302
document-source         draft        200/405 200/405 200/405 404/405 404/405 200/405 404/405 404/405 302/302
document-source         foreign,gone 404/405 404/405 404/405 404/405 404/405 404/405 404/405 404/405 302/302
document-force          draft        200/200 403/403 403/403 404/404 404/404 403/403 404/404 404/404 302/302
document-force          ours         200/200 403/403 403/403 403/403 403/403 403/403 403/403 404/404 302/302
document-force          foreign,gone 404/404 404/404 404/404 404/404 404/404 404/404 404/404 404/404 302/302
document-register       ours         200/200 403/403 403/403 403/403 403/403 403/403 403/403 404/404 302/302
document-register       draft        200/200 403/403 403/403 404/404 404/404 403/403 404/404 404/404 302/302
document-register       foreign,gone 404/404 404/404 404/404 404/404 404/404 404/404 404/404 404/404 302/302
document-discard        draft        405/302! 405/403 405/403 405/404 405/404 405/403 405/404 405/404 302/302
document-discard        ours         405/302 405/403 405/403 405/403 405/403 405/403 405/403 405/404 302/302
document-discard        foreign,gone 405/404 405/404 405/404 405/404 405/404 405/404 405/404 405/404 302/302

task-create             ours         200/200 403/403 403/403 403/403 403/403 403/403 403/403 404/404 302/302
task-create             draft        200/200 403/403 403/403 404/404 404/404 403/403 404/404 404/404 302/302
task-create             finding      404/404 404/404 404/404 404/404 404/404 404/404 404/404 404/404 302/302
task-create             foreign,gone 404/404 404/404 404/404 404/404 404/404 404/404 404/404 404/404 302/302
task                    fresh        200/200 200/403 200/403 404/404 404/404 200/403 404/404 404/404 302/302
task                    ours,below   200/302 200/403 200/403 200/403 200/403 200/403 404/404 404/404 302/302
task                    theirs       200/302 200/403 200/403 404/404 404/404 200/403 200/403 404/404 302/302
task                    shared       200/302 200/403 200/403 200/403 200/403 200/403 200/403 404/404 302/302
task                    person       200/302 200/403 200/403 404/404 404/404 200/403 404/404 404/404 302/302
task                    foreign,gone 404/404 404/404 404/404 404/404 404/404 404/404 404/404 404/404 302/302
task-discard            fresh        405/302! 405/403 405/403 405/404 405/404 405/403 405/404 405/404 302/302
task-discard            ours         405/302 405/403 405/403 405/403 405/403 405/403 405/404 405/404 302/302
task-discard            theirs       405/302 405/403 405/403 405/404 405/404 405/403 405/403 405/404 302/302
task-discard            foreign,gone 405/404 405/404 405/404 405/404 405/404 405/404 405/404 405/404 302/302

assignments             -            200/405 200/405 200/405 200/405 200/405 200/405 200/405 200/405 302/302
assignment              ours,below   200/405 200/405 200/405 200/405 200/405 200/405 404/405 404/405 302/302
assignment              theirs       200/405 200/405 200/405 404/405 404/405 200/405 200/405 404/405 302/302
assignment              shared       200/405 200/405 200/405 200/405 200/405 200/405 200/405 404/405 302/302
assignment              person       200/405 200/405 200/405 404/405 404/405 200/405 404/405 404/405 302/302
assignment              foreign,gone 404/405 404/405 404/405 404/405 404/405 404/405 404/405 404/405 302/302
evidence                ours         200/405 200/405 200/405 200/405 200/405 200/405 404/405 404/405 302/302
evidence                theirs       200/405 200/405 200/405 404/405 404/405 200/405 200/405 404/405 302/302
evidence                shared       200/405 200/405 200/405 200/405 200/405 200/405 200/405 404/405 302/302
evidence                paper        404/405 404/405 404/405 404/405 404/405 404/405 404/405 404/405 302/302
evidence                foreign,gone 404/405 404/405 404/405 404/405 404/405 404/405 404/405 404/405 302/302
evidence-picture        ours         200/405 200/405 200/405 200/405 200/405 200/405 404/405 404/405 302/302
evidence-picture        theirs       200/405 200/405 200/405 404/405 404/405 200/405 200/405 404/405 302/302
evidence-picture        shared       200/405 200/405 200/405 200/405 200/405 200/405 200/405 404/405 302/302
evidence-picture        file,paper   404/405 404/405 404/405 404/405 404/405 404/405 404/405 404/405 302/302
evidence-picture        foreign,gone 404/405 404/405 404/405 404/405 404/405 404/405 404/405 404/405 302/302

receive                 ours         403/403 403/403 403/403 200/200 200/200 403/403 404/404 404/404 302/302
receive                 theirs       403/403 403/403 403/403 404/404 404/404 403/403 200/200 404/404 302/302
receive                 shared       403/403 403/403 403/403 403/403 403/403 403/403 200/200 404/404 302/302
receive                 below        403/403 403/403 403/403 403/403 403/403 403/403 404/404 404/404 302/302
receive                 person       403/403 403/403 200/200 404/404 404/404 403/403 404/404 404/404 302/302
receive                 past         403/403 403/403 403/403 409/409 409/409 403/403 404/404 404/404 302/302
receive                 foreign,gone 404/404 404/404 404/404 404/404 404/404 404/404 404/404 404/404 302/302
log                     ours         200/200 403/403 403/403 200/200 200/200 403/403 404/404 404/404 302/302
log                     theirs       200/200 403/403 403/403 404/404 404/404 403/403 200/200 404/404 302/302
log                     shared       200/200 403/403 403/403 403/403 403/403 403/403 200/200 404/404 302/302
log                     below        200/200 403/403 403/403 403/403 403/403 403/403 404/404 404/404 302/302
log                     person       200/200 403/403 200/200 404/404 404/404 403/403 404/404 404/404 302/302
log                     past         409/409 403/403 403/403 409/409 409/409 403/403 404/404 404/404 302/302
log                     foreign,gone 404/404 404/404 404/404 404/404 404/404 404/404 404/404 404/404 302/302
submit                  ours         200/200 403/403 403/403 200/200 403/403 403/403 404/404 404/404 302/302
submit                  theirs       200/200 403/403 403/403 404/404 404/404 403/403 200/200 404/404 302/302
submit                  shared       200/200 403/403 403/403 403/403 403/403 403/403 200/200 404/404 302/302
submit                  below        200/200 403/403 403/403 403/403 403/403 403/403 404/404 404/404 302/302
submit                  person       200/200 403/403 200/200 404/404 404/404 403/403 404/404 404/404 302/302
submit                  past         409/409 403/403 403/403 409/409 403/403 403/403 404/404 404/404 302/302
submit                  foreign,gone 404/404 404/404 404/404 404/404 404/404 404/404 404/404 404/404 302/302
verify                  ours,below   403/403 200/200 403/403 403/403 403/403 403/403 404/404 404/404 302/302
verify                  theirs       403/403 200/200 403/403 404/404 404/404 403/403 403/403 404/404 302/302
verify                  shared       403/403 200/200 403/403 403/403 403/403 403/403 403/403 404/404 302/302
verify                  person       200/200 403/403 403/403 404/404 404/404 403/403 404/404 404/404 302/302
verify                  past         403/403 409/409 403/403 403/403 403/403 403/403 404/404 404/404 302/302
verify                  foreign,gone 404/404 404/404 404/404 404/404 404/404 404/404 404/404 404/404 302/302
send_back               ours,below   403/403 200/200 403/403 403/403 403/403 403/403 404/404 404/404 302/302
send_back               theirs       403/403 200/200 403/403 404/404 404/404 403/403 403/403 404/404 302/302
send_back               shared       403/403 200/200 403/403 403/403 403/403 403/403 403/403 404/404 302/302
send_back               person       200/200 403/403 403/403 404/404 404/404 403/403 404/404 404/404 302/302
send_back               past         403/403 409/409 403/403 403/403 403/403 403/403 404/404 404/404 302/302
send_back               foreign,gone 404/404 404/404 404/404 404/404 404/404 404/404 404/404 404/404 302/302
withdraw                ours,below   200/200 403/403 403/403 403/403 403/403 403/403 404/404 404/404 302/302
withdraw                theirs       200/200 403/403 403/403 404/404 404/404 403/403 403/403 404/404 302/302
withdraw                shared       200/200 403/403 403/403 403/403 403/403 403/403 403/403 404/404 302/302
withdraw                person       200/200 403/403 403/403 404/404 404/404 403/403 404/404 404/404 302/302
withdraw                past         409/409 403/403 403/403 403/403 403/403 403/403 404/404 404/404 302/302
withdraw                foreign,gone 404/404 404/404 404/404 404/404 404/404 404/404 404/404 404/404 302/302

reports                 -            200/200 200/200 200/200 404/404 404/404 200/200 404/404 404/404 302/302
report                  ours         200/302 200/302 200/302 404/404 404/404 200/302 404/404 404/404 302/302
report                  foreign,gone 404/404 404/404 404/404 404/404 404/404 404/404 404/404 404/404 302/302
report-state            ours         200/405 200/405 200/405 404/405 404/405 200/405 404/405 404/405 302/302
report-state            foreign,gone 404/405 404/405 404/405 404/405 404/405 404/405 404/405 404/405 302/302
report-pdf              ready        200/405 200/405 200/405 404/405 404/405 200/405 404/405 404/405 302/302
report-pdf              ours         404/405 404/405 404/405 404/405 404/405 404/405 404/405 404/405 302/302
report-pdf              foreign,gone 404/405 404/405 404/405 404/405 404/405 404/405 404/405 404/405 302/302

sign-in                 -            302/302 302/302 302/302 302/302 302/302 302/302 302/302 302/302 200/200
sign-out                -            405/302 405/302 405/302 405/302 405/302 405/302 405/302 405/302 302/302
password-change         -            200/200 200/200 200/200 200/200 200/200 200/200 200/200 200/200 302/302
password-reset          -            200/200 200/200 200/200 200/200 200/200 200/200 200/200 200/200 200/200
password-reset-sent     -            200/405 200/405 200/405 200/405 200/405 200/405 200/405 200/405 200/405
password-reset-confirm  letter       302/302 302/302 302/302 302/302 302/302 302/302 302/302 302/302 302/302
password-reset-confirm  gone         200/200 200/200 200/200 200/200 200/200 200/200 200/200 200/200 200/200
set-language            -            405/302 405/302 405/302 405/302 405/302 405/302 405/302 405/302 405/302
setup                   -            404/404 404/404 404/404 404/404 404/404 404/404 404/404 404/404 404/404
healthz                 -            200/405 200/405 200/405 200/405 200/405 200/405 200/405 200/405 200/405
"""

# The administration, by kind of page. Names are those of Django's admin with the model left out: 'edited' are units, users, appointments,
# portfolios and days off; 'kept' are the other models, which are only looked at. 'signed' is whoever is signed in without is_staff: they are
# led to the admin's door, which is 403 for them.
ADMIN = """
kind                            model  admin   signed  nobody

/quan-tri/login/                -      302/302 403/403 302/302
admin:login                     -      302/302 403/403 302/302
admin:index                     -      200/200 302/302 302/302
admin:app_list                  -      200/200 302/302 302/302
admin:logout                    -      405/302 302/302 302/302
admin:password_change           -      200/200 302/302 302/302
admin:password_change_done      -      200/405 302/302 302/302
admin:jsi18n                    -      200/405 302/302 302/302
admin:autocomplete              -      200/405 302/302 302/302
admin:view_on_site              -      302/302 302/302 302/302
admin:auth_user_password_change -      200/200 302/302 302/302
admin:changelist                edited 200/200 302/302 302/302
admin:changelist                kept   200/200 302/302 302/302
admin:add                       edited 200/200 302/302 302/302
admin:add                       kept   403/403 302/302 302/302
admin:history                   edited 200/200 302/302 302/302
admin:history                   kept   200/200 302/302 302/302
admin:delete                    edited 403/403 302/302 302/302
admin:delete                    dayoff 200/200 302/302 302/302
admin:delete                    kept   403/403 302/302 302/302
admin:change                    edited 200/200 302/302 302/302
admin:change                    kept   200/403 302/302 302/302
/quan-tri/<object>/             edited 302/302 302/302 302/302
/quan-tri/<object>/             kept   302/302 302/302 302/302
/quan-tri/<anything>            -      404/404 302/302 302/302
"""


def lines(text):
    """The lines of a table below its head, as (head, rows)."""
    rows = [line.split() for line in text.strip().splitlines() if line.strip()]
    return rows[0], rows[1:]


def table(text=TABLE):
    """{name: {object: {role: (GET, POST, whether that POST is done)}}}."""
    (_name, _object, *roles), rows = lines(text)
    found = {}
    for name, objects, *cells in rows:
        for which in objects.split(","):
            assert which not in found.setdefault(name, {}), f"{name} {which} has two lines"
            found[name][which] = {
                role: (*map(int, cell.rstrip("!").split("/")), cell.endswith("!")) for role, cell in zip(roles, cells, strict=True)
            }
    return found


def admin_table():
    """{(kind, model): ((GET, POST) of the administrator, of who is signed in, of nobody)}."""
    _head, rows = lines(ADMIN)
    return {(kind, model): tuple(tuple(map(int, cell.split("/"))) for cell in cells) for kind, model, *cells in rows}
