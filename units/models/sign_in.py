from datetime import timedelta

from django.db import models

PER_ACCOUNT, PER_ADDRESS, WINDOW = 5, 50, timedelta(minutes=15)


class SignInFailureQuerySet(models.QuerySet):
    """Failures of the last 15 minutes. They live in the database, so that all web processes count together."""

    def begin(self, *, username, address, now):
        """Count a try as failed before it is looked at; False if it must wait: 5 for the account from this address, 50 from the address.

        Writing comes before counting: of any number of tries side by side no more than 5 see themselves among the first 5. A try that must
        wait is not kept, so the wait ends 15 minutes after the tries that were looked at, however often one knocks meanwhile.
        """
        self.filter(at__lte=now - WINDOW).delete()
        this = self.create(username=username.lower()[:150], address=address, at=now)
        from_address = self.filter(address=address)
        if from_address.filter(username=this.username).count() > PER_ACCOUNT or from_address.count() > PER_ADDRESS:
            this.delete()
            return False
        return True

    def forget(self, *, username, address):
        """The right password was given."""
        self.filter(username=username.lower()[:150], address=address).delete()


class SignInFailure(models.Model):
    """A sign-in that failed, kept for the throttle and no longer."""

    username = models.CharField(max_length=150)
    address = models.CharField(max_length=45)
    at = models.DateTimeField()

    objects = SignInFailureQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["address", "at"], name="sign_in_address_at")]

    def __str__(self):
        return f"{self.username}, {self.address}"
