"""The broker of the embedded default: kombu's folder of files, which does not fall over a file that is only half written.

Kombu names a file before it writes it. A worker that reads it in between, or after a power cut, would end with a JSON error, and so would
each worker after it. Here such a file counts as none: the database is the only queue that counts, and the schedule asks again in seconds.
"""

from queue import Empty

from kombu.transport import filesystem


class Channel(filesystem.Channel):
    """Kombu's channel; what it cannot read counts as nothing."""

    def get_table(self, exchange):
        """The queues bound to an exchange; none where the file that names them is cut off."""
        try:
            return super().get_table(exchange)
        except ValueError:
            return []

    def _queue_bind(self, exchange, routing_key, pattern, queue):
        try:
            super()._queue_bind(exchange, routing_key, pattern, queue)
        except ValueError:
            self._exchange_file(exchange).unlink(missing_ok=True)
            super()._queue_bind(exchange, routing_key, pattern, queue)

    def _get(self, queue):
        try:
            return super()._get(queue)
        except ValueError as error:
            raise Empty from error


class Transport(filesystem.Transport):
    """Named in the settings as the broker's transport."""

    Channel = Channel
