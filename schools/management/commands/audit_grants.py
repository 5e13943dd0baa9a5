"""Print the grants that keep the program itself from changing the look-up log."""

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

# The program reads and writes everything; the log it only adds to. Months are made and dropped by
# two functions that run as the owner of the tables, and the program has no right on a month itself.
# There are no default privileges, which would give it one on each new month: run it after each
# migration instead.
GRANTS = """\
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
revoke execute on function schools_lookup_month(date), schools_lookup_drop(date) from public;
grant execute on function schools_lookup_month(date), schools_lookup_drop(date) to {role};
"""


class Command(BaseCommand):
    help = "Skriv de rettigheder ud, som programmets bruger i databasen skal have."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="databasebrugeren, som web og worker logger ind med")

    def handle(self, *args: Any, **options: Any) -> None:
        if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", options["role"]):
            raise CommandError("Navnet må kun have små bogstaver, tal og understregning.")
        self.stdout.write(GRANTS.format(role=options["role"]))
