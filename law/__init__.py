"""What the statutes say about school absence: dates, limits and the arithmetic behind them.

Nothing here knows of Django, a database or today's date. Calendars and figures come in as
arguments; answers come out with their explanation. Only the standard library is imported.
"""
