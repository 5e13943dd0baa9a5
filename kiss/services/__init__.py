"""A database, a broker and the program itself, on a machine that has none of them.

`python -m kiss.services run` is `make run`: PostgreSQL and Valkey from their wheels, the web
server, the worker and the clock, all children of one supervisor and gone with it. Everything lies
in .run/ of the checkout. Production does not use this package; it brings its own servers.
"""
