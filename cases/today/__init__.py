"""What somebody owes today: gathered from flags, cases, meetings and files, said as tasks.

`gather` asks the database, the other modules only turn rows into sentences. Nothing here reads the
clock or decides who may see what: the querysets come from `cases.permissions`.
"""
