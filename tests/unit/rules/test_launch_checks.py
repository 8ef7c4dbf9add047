"""What a launch takes: a path, the version's parameters, tags among the options, and places of the stack set."""

from dataclasses import replace

from pulumi_servicecatalog.model.desired import ById, ByName
from pulumi_servicecatalog.model.product import ArtifactParameter, LaunchPath, ProvisioningParameters
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules.checks import launch
from support.fakes.samples import PATH, SIZE, V1, WEB
from support.fakes.state import SOMEBODY
from support.tables import table

SECOND = LaunchPath(id="lpv2-2", name="everyone")
CHOICE = ArtifactParameter(key="Size", allowed_values=("small", "large"), description="How much it bears.")
PIN = ArtifactParameter(key="Pin", no_echo=True, allowed_pattern="[0-9]{4}", constraint_description="four digits")
COUNT = ArtifactParameter(key="Count", type="Number", min_value=1, max_value=5, default="1")


NO_PATH = f"Product web-service cannot be launched by {SOMEBODY.caller_arn}, which is in no portfolio that contains it."


def messages(problems):
    return [(problem.code, problem.property, problem.message()) for problem in problems]


def paths(declared, *existing):
    return messages(launch.check_path(declared, WEB, existing, caller=SOMEBODY.caller_arn))


@table(
    "declared existing",
    (None, [PATH], "the only one"),
    (ById(PATH.id), [PATH, SECOND], "one of two, by its ID"),
    (ByName("everyone"), [PATH, SECOND], "one of two, by its name"),
)
def test_a_path_that_can_be_taken_is_no_problem(declared, existing, reason):
    assert paths(declared, *existing) == [], reason


@table(
    "declared existing problem",
    (
        None,
        [],
        (
            "LaunchNeedsPath",
            "productName",
            NO_PATH,
        ),
        "no path",
    ),
    (
        ByName("platform"),
        [],
        (
            "LaunchNeedsPath",
            "productName",
            NO_PATH,
        ),
        "no path, whatever is declared",
    ),
    (
        None,
        [PATH, SECOND],
        (
            "LaunchPathOpen",
            "pathName",
            (
                "The launch cannot choose its path: product web-service has several launch paths: everyone (lpv2-2), "
                "platform (lpv2-1)."
            ),
        ),
        "several, and none is named",
    ),
    (
        ById("lpv2-9"),
        [PATH],
        (
            "LaunchPathNotFound",
            "pathId",
            "Product web-service has no launch path lpv2-9 for this caller. Its paths are: platform (lpv2-1).",
        ),
        "one that there is not",
    ),
    (
        ByName("platform"),
        [PATH, replace(SECOND, name="platform")],
        (
            "LaunchPathNameShared",
            "pathName",
            'Product web-service has several launch paths named "platform": lpv2-1, lpv2-2.',
        ),
        "a name that two have",
    ),
)
def test_a_path_that_cannot_be_taken_is_reported(declared, existing, problem, reason):
    assert paths(declared, *existing) == [problem], reason


def parameters(declared, *accepted, shown=()):
    return list(launch.check_parameters(declared, accepted, V1, shown=shown))


@table(
    "declared shown codes",
    ({"Pin": "1234"}, {"Pin"}, ["NoEchoInClear"], "a NoEcho parameter in clear"),
    ({"Pin": "1234"}, set(), [], "a secret, or a provider that cannot tell"),
    ({"Count": "2", "Pin": "1234"}, {"Count"}, [], "only another one is in clear"),
    ({"Pin": UNKNOWN}, {"Pin"}, [], "nobody knows the value yet"),
)
def test_a_noecho_parameter_that_is_declared_in_clear_is_told(declared, shown, codes, reason):
    assert [problem.code for problem in parameters(declared, PIN, COUNT, shown=shown)] == codes, reason


@table(
    "declared accepted",
    ({"Size": "small"}, [CHOICE], "an allowed value"),
    ({"Size": UNKNOWN}, [CHOICE], "a value that is not known yet is given all the same"),
    (UNKNOWN, [CHOICE, PIN], "none is known yet"),
    (None, [COUNT], "what has a default need not be declared"),
    (None, [], "there are none"),
    ({"Size": ""}, [SIZE], "an empty text is a value"),
    ({"Size": "x", "Count": "5"}, [SIZE, COUNT], "the highest number"),
)
def test_parameters_that_a_version_takes_are_no_problem(declared, accepted, reason):
    assert parameters(declared, *accepted) == [], reason


@table(
    "declared accepted code at message",
    (
        {"Size": "huge"},
        [CHOICE],
        "ParameterNotAllowed",
        "parameters.Size",
        "The value of parameter Size is not allowed: it must be one of small, large.",
        "a value that is not among those allowed",
    ),
    (
        {"Count": "6"},
        [COUNT],
        "ParameterNotAllowed",
        "parameters.Count",
        "The value of parameter Count is not allowed: it must be at most 5.",
        "a number that is too high",
    ),
    (
        {"Pin": "12345"},
        [PIN],
        "ParameterNotAllowed",
        "parameters.Pin",
        "The value of parameter Pin is not allowed: it must match [0-9]{4}",
        "a secret is not printed",
    ),
    (
        {"Size": "small", "Sise": "small"},
        [CHOICE],
        "UnknownParameter",
        "parameters.Sise",
        'Version v1 has no parameter Sise. Did you mean "Size"?',
        "a parameter that the version lacks",
    ),
    (
        {},
        [CHOICE, COUNT],
        "ParameterMissing",
        "parameters.Size",
        "The parameter Size of version v1 has no default, and no value is declared.",
        "a parameter without a default",
    ),
    (
        None,
        [SIZE],
        "ParameterMissing",
        "parameters.Size",
        "The parameter Size of version v1 has no default, and no value is declared.",
        "no parameters at all are declared",
    ),
)
def test_parameters_that_a_launch_would_fail_for_are_reported(declared, accepted, code, at, message, reason):
    (problem,) = parameters(declared, *accepted)
    assert (problem.code, problem.property) == (code, at), reason
    assert problem.message().startswith(message), reason


def test_a_default_that_the_version_does_not_allow_is_reported_where_no_value_is_declared():
    wrong = replace(CHOICE, default="medium")
    assert parameters({"Size": "small"}, wrong) == []
    (problem,) = parameters({}, wrong)
    assert (problem.code, problem.property) == ("ParameterNotAllowed", "parameters.Size")
    assert problem.message() == "The default of parameter Size is not allowed: it must be one of small, large."
    assert problem.remedy() == "Set Size in `parameters` to a value that the template of version v1 allows."


def test_a_missing_parameter_is_reported_with_what_the_template_says_of_it():
    (described,) = parameters({}, CHOICE)
    assert described.remedy() == "Set it in `parameters`. It is described as: How much it bears."
    (plain,) = parameters({}, SIZE)
    assert plain.remedy() == "Set it in `parameters`."


def test_all_that_is_wrong_with_parameters_is_reported_at_once():
    all_problems = parameters({"Count": "0", "Colour": "red"}, CHOICE, COUNT, PIN)
    assert [(problem.code, problem.property) for problem in all_problems] == [
        ("UnknownParameter", "parameters.Colour"),
        ("ParameterNotAllowed", "parameters.Count"),
        ("ParameterMissing", "parameters.Size"),
        ("ParameterMissing", "parameters.Pin"),
    ]


PLAIN = ProvisioningParameters(constraints=(("LAUNCH", "As launch"),))
STACK_SET = ProvisioningParameters(
    constraints=(("STACKSET", ""),),
    stack_set_accounts=("111111111111", "222222222222"),
    stack_set_regions=("eu-west-1", "eu-west-3"),
)


def preferences(*accounts, regions=()):
    return StackSetPreferences(accounts=accounts, regions=tuple(regions))


def stack_set(declared, accepted):
    return messages(launch.check_stack_set(declared, accepted, WEB))


@table(
    "declared accepted",
    (None, PLAIN, "none are declared"),
    (None, STACK_SET, "the constraint says enough"),
    (UNKNOWN, PLAIN, "not known yet"),
    (preferences(), STACK_SET, "the pace alone"),
    (preferences("111111111111", regions=["eu-west-3"]), STACK_SET, "places inside"),
    (
        preferences("333333333333"),
        ProvisioningParameters(constraints=(("STACKSET", ""),)),
        "AWS does not report the constraint's places: the launch will",
    ),
)
def test_preferences_that_fit_are_no_problem(declared, accepted, reason):
    assert stack_set(declared, accepted) == [], reason


def test_preferences_for_a_product_that_is_no_stack_set_are_reported():
    assert stack_set(preferences("111111111111"), PLAIN) == [
        (
            "NotAStackSet",
            "provisioningPreferences",
            "provisioningPreferences are set, but product web-service has no STACKSET constraint.",
        )
    ]


def test_places_outside_of_the_constraint_are_reported_each_on_its_property():
    assert stack_set(preferences("111111111111", "333333333333", regions=["us-east-1", "us-east-2"]), STACK_SET) == [
        (
            "OutsideStackSet",
            "provisioningPreferences.stackSetAccounts",
            (
                "The STACKSET constraint of product web-service does not allow the accounts 333333333333. "
                "It allows: 111111111111, 222222222222."
            ),
        ),
        (
            "OutsideStackSet",
            "provisioningPreferences.stackSetRegions",
            (
                "The STACKSET constraint of product web-service does not allow the Regions us-east-1, us-east-2. "
                "It allows: eu-west-1, eu-west-3."
            ),
        ),
    ]
