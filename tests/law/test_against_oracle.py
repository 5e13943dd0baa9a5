"""The quick rules and the slow second opinion agree on pupils nobody has thought of."""

from hypothesis import HealthCheck, given, settings

from law.figures import World
from law.thresholds import judge
from tests.law import oracle
from tests.law.pupils import Made, pupils


def judged(made: Made) -> set[oracle.Flag]:
    verdicts = judge(
        made.marks,
        as_of=made.as_of,
        data_through=made.data_through,
        enrolled_from=made.enrolled_from,
        enrolled_to=made.enrolled_to,
        world=World.default(made.calendar),
        restarted_on=made.restarted_on,
    )
    return {
        oracle.Flag(found.rule, found.period, found.stage, found.effective_on, found.due_on)
        for found in verdicts
    }


def expected(made: Made) -> set[oracle.Flag]:
    return oracle.flags(
        made.marks,
        [(closure.starts_on, closure.ends_on) for closure in made.closures],
        as_of=made.as_of,
        data_through=made.data_through,
        enrolled_from=made.enrolled_from,
        enrolled_to=made.enrolled_to,
        restarted_on=made.restarted_on,
    )


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(pupils())
def test_every_flag_is_the_one_a_patient_reader_would_find(made):
    assert judged(made) == expected(made)
