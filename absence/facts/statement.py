"""The statement. Every limit in it is a parameter; see `absence.facts.parameters`.

Each step is read by several rules, so each is made once and kept:

- `pupil`, `grp`: the planner is told that each stands once, or it would hash the wrong side;
- `mark`: the marks that count: on a school day of the pupil's own calendar, while enrolled. What
  number that school day has is looked up in `numbers`, which holds 0 for all other days;
- `total`: per pupil, to leave out early those who cannot have reached a limit;
- `so_far`: running sums for pupils with much absence; `away`: those who may have a long spell;
- `unlawful`, `missed`: days in a row have the same `run`, for their number among the school days
  less their number among themselves stays the same;
- `back`: pupils whose answer does not begin with the school year, and who are left to `law`;
- `fact`: what the rules ask for; `flag`: what was flagged before. Those that say the same under
  the same calendar meet in the last step, and only the others are handed on.
"""

STEPS = """
with pupil as materialized (
    select pupil_id, min(grp) as grp
    from unnest(%(pupils)s::bigint[], %(groups)s::int[]) as t (pupil_id, grp)
    group by pupil_id
), grp as materialized (
    select distinct on (grp) grp, first, last, elapsed, numbers::smallint[], days_before, eve,
        days_after, version
    from unnest(%(grp)s::int[], %(first)s::date[], %(last)s::date[], %(elapsed)s::int[],
        %(numbers)s::text[], %(days_before)s::date[], %(eve)s::date[], %(days_after)s::date[],
        %(version)s::text[])
        as t (grp, first, last, elapsed, numbers, days_before, eve, days_after, version)
), need as (
    select * from unnest(%(need_grp)s::int[], %(need_first)s::date[], %(need_last)s::date[],
        %(school_days)s::int[], %(warning)s::int[], %(underretning)s::int[])
        as t (grp, first, last, school_days, warning, underretning)
), assessment as (
    select * from unnest(%(assessed)s::bigint[], %(since)s::date[], %(through)s::date[])
        as t (pupil_id, since, through)
), mark as materialized (
    select m.pupil_id, p.grp, m.day, g.numbers[m.day - %(start)s + 1] as number, m.slot, m.category,
        case when m.category = any(%(absent)s) then m.halves else 0 end::int as halves
    from absence_mark m
        join pupil p using (pupil_id)
        join grp g on g.grp = p.grp
    where m.day between %(start)s and %(day)s
        and (%(everybody)s or m.pupil_id = any(%(pupils)s::bigint[]))
        and g.numbers[m.day - %(start)s + 1] > 0
), total as materialized (
    select pupil_id, min(grp) as grp, sum(halves) as absent,
        sum(halves) filter (where category = any(%(sick)s)) as sick,
        max(day) as last_marked,
        bool_or(slot = 1 and halves = %(whole)s) and bool_or(slot = 2 and halves > 0)
            or bool_or(slot = 2 and halves = %(whole)s) as odd
    from mark group by pupil_id
), unlawful as materialized (
    select pupil_id, grp, day, number, sum(halves) as halves,
        coalesce(sum(halves) filter (where category = any(%(provisional)s)), 0) as provisional,
        number - row_number() over (partition by pupil_id order by day) as run
    from mark
    where category = any(%(unlawful)s) and halves > 0
    group by pupil_id, grp, day, number
), contact as (
    select pupil_id, grp, %(contact_rule)s as rule, min(day) as first, max(day) as last,
        sum(halves)::int as half_days, sum(provisional)::int as provisional,
        null::int as number, null::date as reached_on, null::date as last_marked
    from unlawful
    group by pupil_id, grp, run
), quarterly as materialized (
    select pupil_id, grp, min(day) as first, max(day) as last, sum(halves)::int as half_days,
        sum(provisional)::int as provisional, school_days, underretning,
        min(day) filter (where so_far >= warning) as warned_on,
        min(day) filter (where so_far >= underretning) as underrettet_on
    from (
        select u.pupil_id, u.grp, u.day, u.halves, u.provisional, n.first, n.school_days,
            n.warning, n.underretning,
            sum(u.halves) over (partition by u.pupil_id, n.first order by u.day
                rows unbounded preceding) as so_far
        from unlawful u join need n on n.grp = u.grp and u.day between n.first and n.last
    ) as unlawful
    group by pupil_id, grp, unlawful.first, school_days, warning, underretning
    having sum(halves) >= warning
), share as (
    select pupil_id, grp, %(warning_rule)s as rule, first, last, half_days, provisional,
        school_days as number, warned_on as reached_on, null::date as last_marked
    from quarterly
    union all
    select pupil_id, grp, %(underretning_rule)s, first, last, half_days, provisional,
        school_days, underrettet_on, null::date
    from quarterly where half_days >= underretning
), many as (
    select t.*, g.first, g.elapsed, t.sick >= %(sick_halves)s as is_sick,
        t.absent >= (%(over_from)s::int[])[g.elapsed] as is_over
    from total t join grp g using (grp)
    where t.sick >= %(sick_halves)s or t.absent >= (%(over_from)s::int[])[g.elapsed]
        or t.sick > 0 and t.absent >= %(spell_days)s * %(whole)s
), so_far as materialized (
    select m.pupil_id, m.grp, m.day, m.number as place, m.category, m.halves, t.first,
        t.absent, t.elapsed, t.is_sick, t.is_over,
        sum(m.halves) over passed as absent_so_far,
        sum(m.halves) filter (where m.category = any(%(sick)s)) over passed as sick_so_far,
        m.slot = 1 or m.halves = %(whole)s as is_first,
        m.number - count(*) filter (where m.slot = 1 or m.halves = %(whole)s) over passed as run
    from mark m join many t using (pupil_id)
    where m.halves > 0
    window passed as (partition by m.pupil_id order by m.day, m.slot rows unbounded preceding)
), away as (
    select distinct pupil_id
    from (
        select pupil_id from so_far where is_first group by pupil_id, run
        having count(*) >= %(spell_days)s
    ) as long
), missed as (
    select m.pupil_id, m.grp, m.day,
        bool_or(m.category = any(%(sick)s) and m.halves > 0) as sick,
        m.number - row_number() over (partition by m.pupil_id order by m.day) as run
    from mark m join away using (pupil_id)
    group by m.pupil_id, m.grp, m.day, m.number
    having sum(m.halves) = %(whole)s and bool_and(m.category = any(%(absent)s))
), spell as (
    select m.pupil_id, m.grp, %(spell_rule)s as rule, min(m.day) as first, max(m.day) as last,
        (count(*) * %(whole)s)::int as half_days, 0 as provisional, count(*)::int as number,
        min(m.day) filter (where m.sick) as reached_on, t.last_marked
    from missed m join total t using (pupil_id)
    group by m.pupil_id, m.grp, t.last_marked, m.run
    having count(*) >= %(spell_days)s and bool_or(m.sick)
), sick as (
    select pupil_id, grp, day, halves, first as since, sick_so_far as so_far
    from so_far
    where is_sick and category = any(%(sick)s) and pupil_id <> all(%(assessed)s::bigint[])
    union all
    select m.pupil_id, m.grp, m.day, m.halves, a.since,
        sum(m.halves) over (partition by m.pupil_id, a.since order by m.day
            rows unbounded preceding)
    from mark m join assessment a on a.pupil_id = m.pupil_id and m.day between a.since and a.through
    where m.halves > 0 and m.category = any(%(sick)s)
), sickness as (
    select pupil_id, grp, %(sick_rule)s as rule, since as first, max(day) as last,
        sum(halves)::int as half_days, 0 as provisional, null::int as number,
        min(day) filter (where so_far >= %(sick_halves)s) as reached_on, null::date as last_marked
    from sick
    group by pupil_id, grp, since
    having sum(halves) >= %(sick_halves)s
), over as (
    select pupil_id, grp, %(total_rule)s as rule, first, max(day) as last,
        max(absent)::int as half_days, elapsed as provisional,
        greatest(%(minimum)s, max(place) filter (
            where absent_so_far - halves < (%(over_from)s::int[])[place - 1]
        ))::int as number,
        null::date as reached_on, null::date as last_marked
    from so_far where is_over
    group by pupil_id, grp, first, elapsed
), back as (
    select m.pupil_id, m.grp, %(back_rule)s as rule, m.day as first, m.day as last,
        0 as half_days, 0 as provisional, null::int as number, null::date as reached_on,
        null::date as last_marked
    from mark m
        join grp g on g.grp = m.grp
        join absence_mark e on e.pupil_id = m.pupil_id and e.day = g.eve and e.day = any(%(eves)s)
    where m.number = 1 and m.halves > 0 and e.category = any(%(absent)s)
        and (m.category = any(%(unlawful)s) and e.category = any(%(unlawful)s)
            or %(spell_days)s <= (
                select count(distinct a.day) from absence_mark a
                where a.pupil_id = m.pupil_id and a.day between g.days_before and g.days_after
                    and a.day between %(long_before)s and %(day)s
            ))
    union all
    select p.pupil_id, p.grp, %(back_rule)s, m.day, m.day, 0, 0, null, null, null
    from pupil p join absence_mark m using (pupil_id)
    where m.day >= %(july)s and m.day < %(start)s
    union all
    select a.pupil_id, a.grp, %(back_rule)s, a.day, a.day, 0, 0, null, null, null
    from mark a
        join total t on t.pupil_id = a.pupil_id and t.odd
        join mark b on b.pupil_id = a.pupil_id and b.day = a.day and b.slot = 2
    where a.slot = 1 and a.halves + b.halves > %(whole)s
), fact as (
    select *, concat_ws(' ', first, last, half_days, provisional) as same from contact
    union all
    select *, concat_ws(' ', first, last, half_days, provisional, number, reached_on) from share
    union all
    select *, null from spell
    union all
    select *, concat_ws(' ', first, half_days, reached_on) from sickness
    union all
    select *, null from over
    union all
    select *, null from back
), found as (
    select fact.*, g.version || ' ' || fact.same as key
    from fact join grp g using (grp)
), flag as ({flags})
select found.pupil_id, found.rule, found.first, found.last, found.half_days, found.provisional,
    found.number, found.reached_on, found.same, found.last_marked,
    {columns}
from found full join flag
    on flag.pupil_id = found.pupil_id and flag.rule = found.rule and flag.key = found.key
where found.pupil_id is null or flag.id is null
"""

COLUMNS = """flag.id, flag.pupil_id, flag.rule, flag.period, flag.status, flag.school_id,
    flag.effective_on, flag.due_on, flag.last_on, flag.half_days, flag.school_days,
    flag.figures_from, flag.calendar_version, flag.stage, flag.same, flag.withdrawn_on,
    flag.look_again_on, flag.kind, flag.decided_on"""

# A flag that was withdrawn, or is to be looked at again, meets no fact: its next step is due.
KNOWN = """
    select f.id, f.pupil_id, f.rule, f.period, f.status, f.school_id, f.effective_on, f.due_on,
        f.last_on, f.half_days, f.school_days, f.figures_from, f.calendar_version,
        f.evidence ->> 'stage' as stage, f.evidence ->> 'same' as same, f.withdrawn_on,
        f.look_again_on, d.kind, d.decided_on,
        case when f.status <> %(withdrawn)s and f.withdrawn_on is null and f.look_again_on is null
            then f.calendar_version || ' ' || (f.evidence ->> 'same') end as key
    from absence_flag f left join absence_flagdecision d on d.id = f.decision_id
    where f.pupil_id = any(%(pupils)s::bigint[]) and f.rule = any(%(rules)s)
        and f.last_on >= %(start)s and coalesce(f.evidence ->> 'as_of' <= %(day)s::text, true)
"""

STATEMENT = STEPS.format(flags=KNOWN, columns=COLUMNS)
FLAGS = f"select {COLUMNS} from ({KNOWN}) as flag"  # noqa: S608 - put together from constants
