from resolutions.models.provision import Citation, Provision
from resolutions.models.resolution import Resolution

__all__ = ["Citation", "Provision", "Resolution"]
