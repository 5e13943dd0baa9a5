"""What the role that the program logs in as may do in the database: all, but to the look-up log."""

import re
from typing import Final

# The program reads and writes everything; the log it only adds to. Months and years are made and
# dropped by functions that run as the owner of the tables, and the program has no right on a month
# of the log itself. There are no default privileges, which would give it one on each new month:
# `manage.py migrate` gives these anew each time instead.
GRANTS: Final = """\
grant usage on schema public to {role};
grant select, insert, update, delete on all tables in schema public to {role};
grant usage, select on all sequences in schema public to {role};
do $$
declare part regclass;
begin
    for part in
        select inhrelid::regclass from pg_inherits
        where inhparent in ('schools_lookup'::regclass, 'schools_lookupseal'::regclass)
    loop
        execute format('revoke all on %s from {role}', part);
    end loop;
end $$;
revoke all on schools_lookup, schools_lookupseal, schools_anchor from {role};
grant select, insert on schools_lookup, schools_lookupseal, schools_anchor to {role};
revoke execute on function schools_lookup_month(date), schools_lookup_drop(date),
    absence_mark_partition(int) from public;
grant execute on function schools_lookup_month(date), schools_lookup_drop(date),
    absence_mark_partition(int) to {role};
"""


def grants_for(role: str) -> str:
    """Return the statements that the owner of the tables gives a role its rights with.

    Raises ValueError for a name that would have to be quoted.
    """
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
        raise ValueError(f"not a plain name: {role!r}")
    return GRANTS.format(role=role)
