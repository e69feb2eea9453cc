from tasks.forms.filters import FilterForm
from tasks.forms.table import form_for
from tasks.forms.tasks import GiveForm, TaskForm

__all__ = ["FilterForm", "GiveForm", "TaskForm", "form_for"]
