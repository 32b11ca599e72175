"""Rows for who and where: districts, agencies, addresses; each is looked for once in a transaction.

Whoever writes about a district holds its row to the end of the transaction: on PostgreSQL, where many processes write
at once, those of one district take turns, and what was looked up stays as it is until it is done with. SQLite takes one
writer anyway. A transaction about several districts takes them by their codes, so that no two wait for each other.
"""
