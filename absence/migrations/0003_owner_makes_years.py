"""The room for a year's marks is made as the owner of the table: the program may make none."""

from django.db import migrations

AS_OWNER = """
create or replace function absence_mark_partition(school_year int) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if school_year not between 2000 and 2100 then
        raise exception 'ikke et skoleår: %', school_year using errcode = 'insufficient_privilege';
    end if;
    execute format(
        'create table if not exists absence_mark_%s partition of absence_mark '
        'for values from (%L) to (%L)',
        school_year, make_date(school_year, 8, 1), make_date(school_year + 1, 8, 1)
    );
end $$;
revoke execute on function absence_mark_partition(int) from public;
"""

AS_CALLER = """
alter function absence_mark_partition(int) security invoker;
grant execute on function absence_mark_partition(int) to public;
"""


class Migration(migrations.Migration):
    dependencies = [("absence", "0002_own_file_name")]

    operations = [migrations.RunSQL(AS_OWNER, AS_CALLER)]
