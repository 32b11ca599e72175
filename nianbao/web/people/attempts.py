"""How often somebody may try to sign in: guessing a password takes longer than anybody has."""

from nianbao.web.guards.pace import Pace

_MINUTES = 10
OF_CLIENT, OF_NAME = 30, 10
"""Attempts in so many minutes; several people may sit behind one address."""


class Attempts:
    """Counted by client and by name, before the password is looked at."""

    def __init__(self) -> None:
        self._of_client, self._of_name = Pace(OF_CLIENT, _MINUTES), Pace(OF_NAME, _MINUTES)

    def take(self, client: str, name: str) -> int:
        """Seconds to wait; 0 where the attempt may be made, which is counted then."""
        return self._of_client.take(client) or self._of_name.take(name)

    def forget(self, name: str) -> None:
        """The person has signed in: what was tried under that name before does not count."""
        self._of_name.forget(name)
