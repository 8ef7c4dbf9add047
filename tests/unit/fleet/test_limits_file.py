"""A file of limits is read strictly: a slip would let calls through that were to be held back."""

import pytest

from pulumi_servicecatalog.fleet.limits_file import LimitsFileError, read
from pulumi_servicecatalog.model.limits import Limit

WHOLE = """\
limits:
  assume-role:                  # replaces the default of this name
    service: sts
    operation: AssumeRole
    rate: 20
    burst: 40
  slow-accounts:
    service: [cloudformation, servicecatalog]
    account: ["111122223333", "222233334444"]
    per: [account, region]
    rate: 2.5
"""


def slips(path, text):
    path.write_text(text)
    with pytest.raises(LimitsFileError) as error:
        read(path)
    return str(error.value).replace(f"{path}: ", "").splitlines()


def test_limits_are_read_with_the_defaults_that_they_leave(tmp_path):
    path = tmp_path / "limits.yml"
    path.write_text(WHOLE)
    roles = Limit(name="assume-role", where={"service": ("sts",), "operation": ("AssumeRole",)}, rate=20.0, burst=40)
    where = {"service": ("cloudformation", "servicecatalog"), "account": ("111122223333", "222233334444")}
    slow = Limit(name="slow-accounts", where=where, per=("account", "region"), rate=2.5)
    first, second, third = read(path)
    assert (first, second, third.name) == (roles, slow, "organizations")
    assert (first.where, second.where) == (roles.where, slow.where)


@pytest.mark.parametrize(
    ("entry", "slip"),
    [
        ("{rate: 1, regoin: eu-west-1}", "'regoin' is unknown. Did you mean \"region\"?"),
        ("{rate: 1, service: cloudfront}", "service: 'cloudfront' is unknown. Did you mean \"cloudformation\"?"),
        (
            "{rate: 1, service: sts, operation: AssumeRoles}",
            'AssumeRoles that is used here. Did you mean "AssumeRole"?',
        ),
        ("{rate: 1, service: s3, operation: AssumeRole}", "s3 has no operation AssumeRole that is used here"),
        ("{rate: 1, operation: assume}", "operation must be an operation of AWS, such as AssumeRole, and is 'assume'"),
        ("{rate: 1, account: 1234}", "account must be 12 digits, and is '1234'"),
        ("{rate: 1, region: [eu-west-1, europe]}", "region must be a Region, such as eu-west-1, and is 'europe'"),
        ("{rate: 1, per: [accounts]}", "per: 'accounts' is unknown. Did you mean \"account\"?"),
        ("{service: sts}", "rate must be a number of calls a second, above 0"),
        ("{rate: 0}", "rate must be a number of calls a second, above 0"),
        ("{rate: fast}", "rate must be a number of calls a second, above 0"),
        ("{rate: 1, burst: 0}", "burst must be an integer, at least 1"),
        ("5", "a map is expected"),
    ],
)
def test_a_slip_in_a_limit_is_an_error_that_says_what_was_meant(tmp_path, entry, slip):
    (line,) = slips(tmp_path / "limits.yml", f"limits:\n  hub: {entry}\n")
    assert line.startswith("limit hub: ")
    assert slip in line


def test_every_slip_is_reported_in_a_line_of_its_own(tmp_path):
    text = "limit: {}\nlimits:\n  One: {rate: 1}\n  two: {rate: -1, burst: many}\n"
    lines = slips(tmp_path / "limits.yml", text)
    assert lines[0] == "'limit' is unknown. Did you mean \"limits\"?; known are limits"
    assert [line.partition(":")[0] for line in lines[1:]] == ["limit One", "limit two", "limit two"]


@pytest.mark.parametrize("text", ["", "- rate: 1", "limits: []", "limits: {}"])
def test_a_file_without_limits_is_an_error(tmp_path, text):
    assert slips(tmp_path / "limits.yml", text) == ["limits are expected, each by its name, under `limits`"]


def test_a_file_that_cannot_be_read_is_an_error(tmp_path):
    with pytest.raises(LimitsFileError, match="No such file or directory"):
        read(tmp_path / "none.yml")
    assert "while parsing" in slips(tmp_path / "limits.yml", "limits: {")[0]
