"""Exit codes, which are Pulumi's own (sdk/go/common/util/cmdutil/exit.go, a public contract since 3.227.0)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi_servicecatalog.model.problems.base import Problem

OK = 0
ERROR = 1
CONFIGURATION = 2
AUTHENTICATION = 3
DIFFERS = 7
"""Pulumi's code for changes where none are expected."""
BLOCKED = 4
"""Pulumi's code for a resource that fails: here, a stack that cannot be adopted, or nothing that has a history."""
CANCELLED = 8

HELP = """\
exit codes:
  0  check: all can be adopted; discover: every account and Region was read (a stack whose template could not be is
     `unreadable` in the inventory); history: it is shown; report: it is
     written; fleet, rollout: all is as declared; drift: nothing differs; doctor:
     nothing is wrong; audit: no mandatory rule is violated; comment, issue: printed or posted
  1  AWS did not answer, or refused the request; discover: there is nowhere to look, or an account or Region could not
     be read, and the inventory says which; fleet, rollout: an account could not be asked, or plan and
     results differ; drift: something could not be compared, whatever else differs; doctor:
     something is wrong; audit: something could not be judged; comment, issue: GitHub did not answer, or refused
  2  wrong arguments, no Region, or a setting that cannot be used
  3  no credentials, or AWS does not accept them
  4  check: at least one is blocked; history: there is no such provisioned product; fleet, rollout: an
     account is blocked; audit: a mandatory rule is violated
  7  drift: AWS has something otherwise than declared
  8  interrupted
"""

_CODES: Mapping[str, int] = {
    "CredentialsExpired": AUTHENTICATION,
    "CredentialsInvalid": AUTHENTICATION,
    "InvalidEndpoint": CONFIGURATION,
    "InvalidHeader": AUTHENTICATION,
    "InvalidRegion": CONFIGURATION,
    "InvalidSdkConfiguration": CONFIGURATION,
    "NoCredentials": AUTHENTICATION,
    "NoRegion": CONFIGURATION,
    "UnexpectedAccount": CONFIGURATION,
}
"""By the codes of problems, whose classes a help text does not wait for."""


def of(problem: "Problem") -> int:
    """Return the exit code for a problem that kept a command from its answer."""
    return _CODES.get(problem.code, ERROR)
