from tasks.forms.filters import FilterForm
from tasks.forms.tasks import GiveForm, TaskForm
from tasks.forms.table import form_for

__all__ = ["FilterForm", "GiveForm", "TaskForm", "form_for"]
