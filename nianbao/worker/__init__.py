"""Takes tasks on this machine: one PostgreSQL database, any number of workers.

The engine is Procrastinate, a task queue that lives in the database. Here is what it is told: which tasks there are,
what may run beside what, and what becomes of a task whose worker is gone.
"""
