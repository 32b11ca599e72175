"""Who may write: nobody, unless the operator names people in a file or lets a reverse proxy say who asks."""

from nianbao.web.people.accounts import Accounts, AccountsError, fresh, hashed
from nianbao.web.people.attempts import Attempts
from nianbao.web.people.people import People, Person

__all__ = ["Accounts", "AccountsError", "Attempts", "People", "Person", "fresh", "hashed"]
