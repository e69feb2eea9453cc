from resolutions.models.intake import Intake
from resolutions.models.provision import Citation, Provision
from resolutions.models.resolution import Resolution

__all__ = ["Citation", "Intake", "Provision", "Resolution"]
