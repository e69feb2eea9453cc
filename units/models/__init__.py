from units.models.installation import Installation
from units.models.mail import Mail, Try
from units.models.naming import UnitName
from units.models.person import Appointment, Portfolio, User
from units.models.sign_in import SignInFailure
from units.models.succession import Succession
from units.models.unit import Unit

__all__ = ["Appointment", "Installation", "Mail", "Portfolio", "SignInFailure", "Succession", "Try", "Unit", "UnitName", "User"]
