"""What leaves the dynamic provider is one line that says what to do, whatever went wrong inside."""

import pytest

from pulumi_servicecatalog.model.problems.connection import Gone
from pulumi_servicecatalog.providers.dynamic.failure import ProviderBug, ResourceFailed, one_line


@one_line
def raising(error: BaseException) -> None:
    raise error


@pytest.mark.parametrize("bug", [KeyError("Status"), SystemExit(2), KeyboardInterrupt()], ids=repr)
def test_a_bug_says_that_it_is_one_and_where(bug):
    with pytest.raises(ProviderBug, match=rf"bug of pulumi-servicecatalog.*{type(bug).__name__}.*test_failure\.py:\d+"):
        raising(bug)


def test_problems_pass_as_they_are():
    problem = Gone(id="pp-1")
    with pytest.raises(ResourceFailed) as failed:
        raising(ResourceFailed((problem,)))
    assert str(failed.value) == str(problem)
