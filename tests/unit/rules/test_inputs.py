"""What is wrong with inputs, judged by schema.json: every problem at once, each on its property."""

from hypothesis import given
from hypothesis import strategies as some

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import inputs
from support.fakes.samples import stack_id
from support.tables import table

GOOD = {"name": "payments", "physicalId": "payments", "productName": "web-service"}
LONG_ARN = stack_id("p" * 120) + "x" * 2048


def problems(given_inputs):
    return inputs.problems(given_inputs, IMPORTED)


@table(
    "values",
    ({}, "the least that is needed"),
    ({"physicalId": stack_id("payments")}, "a stack by its ARN"),
    ({"provisioningArtifactId": "pa-1", "pathName": "all"}, "further references"),
    ({"parameters": {}, "tags": {}}, "empty maps and empty texts"),
    ({"name": "a"}, "the shortest name"),
    ({"name": "a" * 128}, "the longest name"),
    ({"name": "9.a_b-c"}, "every kind of character in a name"),
    ({"roleArn": "arn:aws-cn:iam::123456789012:role/team/deploy"}, "a role with a path, in another partition"),
    ({"expectedAccountId": "000000000001"}, "an account that begins with zeros"),
    ({"name": UNKNOWN, "physicalId": UNKNOWN, "productName": UNKNOWN}, "nothing is known yet"),
    ({"parameters": {"Size": UNKNOWN}}, "one value of a map is not known yet"),
    ({"parameters": UNKNOWN, "retainPhysicalResources": UNKNOWN}, "a map and a flag are not known yet"),
)
def test_good_inputs_have_no_problem(values, reason):
    assert problems({**GOOD, **values}) == (), reason


@table(
    "values message",
    ({"name": ""}, 'name is "", but must not be empty.', "an empty name"),
    ({"name": "a" * 129}, f'name is "{"a" * 58}…, but must have at most 128 characters.', "a long value is cut"),
    (
        {"name": "-a"},
        'name is "-a", but must match ^[a-zA-Z0-9][a-zA-Z0-9._-]*$.',
        "a name that begins with a dash",
    ),
    ({"name": "pay ments"}, 'name is "pay ments", but must match ^[a-zA-Z0-9][a-zA-Z0-9._-]*$.', "a space"),
    (
        {"name": "payments\n"},
        'name is "payments\\n", but must match ^[a-zA-Z0-9][a-zA-Z0-9._-]*$.',
        "a line's end, as a block of YAML has it",
    ),
    ({"name": 5.0}, "name is 5.0, but must be a string.", "a number for a text"),
    ({"name": ["a"]}, 'name is ["a"], but must be a string.', "a list for a text"),
    ({"physicalId": ""}, 'physicalId is "", but must not be empty.', "an empty stack is reported once"),
    ({"acceptLanguage": "de"}, 'acceptLanguage is "de", but must be one of en, jp, zh.', "a language that AWS lacks"),
    (
        {"retainPhysicalResources": "true"},
        'retainPhysicalResources is "true", but must be true or false.',
        "a quoted flag",
    ),
    ({"parameters": "Size=1"}, "parameters must be a map.", "a text for a map"),
    ({"parameters": {"Size": 5}}, "parameters.Size must be a string.", "the entry of the map is named"),
    ({"tags": {"on": True}}, "tags.on is true, but must be a string.", "the entry of the map is named"),
    ({"preflight": "maybe"}, 'preflight is "maybe", but must be one of error, warn, off.', "an unknown choice"),
    (
        {"expectedAccountId": "12345"},
        'expectedAccountId is "12345", but must match ^[0-9]{12}$.',
        "leading zeros were lost",
    ),
)
def test_a_value_that_the_schema_does_not_allow(values, message, reason):
    (problem,) = problems({**GOOD, **values})
    (name,) = values
    assert (problem.code, problem.property, problem.message()) == ("InvalidValue", name, message), reason
    assert problem.remedy() == properties.BY_NAME[name].doc


@table(
    "physical_id",
    ("arn:aws:s3:::bucket", "the ARN of something else"),
    (stack_id("payments") + "/more", "an ARN with more to it"),
    (stack_id("payments").replace(":stack/", ":stackset/"), "the ARN of a stack set"),
    ("9payments", "a stack's name begins with a letter"),
    ("pay_ments", "a stack's name has no underscore"),
    (LONG_ARN[:129], "longer than a name, and no ARN"),
)
def test_what_cannot_be_a_stack_is_reported_before_aws_is_asked(physical_id, reason):
    codes = [(problem.code, problem.property) for problem in problems({**GOOD, "physicalId": physical_id})]
    assert codes == [("NotAStack", "physicalId")], reason


@table(
    "first second",
    ("productId", "productName", "the product"),
    ("provisioningArtifactId", "provisioningArtifactName", "the version"),
    ("pathId", "pathName", "the path"),
)
def test_two_properties_that_name_the_same_thing(first, second, reason):
    (problem,) = problems({**GOOD, first: "x", second: "y"})
    assert (problem.code, problem.property) == ("ConflictingProperties", second), reason
    assert problem.message() == f"{first} and {second} cannot both be set.", reason


def test_two_properties_conflict_even_while_one_is_not_known_yet():
    (problem,) = problems({**GOOD, "productId": UNKNOWN})
    assert problem.code == "ConflictingProperties"


def test_no_product_is_named():
    (problem,) = problems({"name": "payments", "physicalId": "payments"})
    assert (problem.code, problem.property) == ("ProductNotNamed", "productName")


def test_a_product_that_is_not_known_yet_is_named_all_the_same():
    assert problems({"name": "payments", "physicalId": "payments", "productId": UNKNOWN}) == ()


@table(
    "name suggestion",
    ("physicalID", ' Did you mean "physicalId"?', "another case"),
    (
        "provisioning_artifact_name",
        ' Did you mean "provisioningArtifactName" or "provisioningArtifactId"?',
        "Python's spelling",
    ),
    ("colour", "", "nothing like it"),
)
def test_a_property_that_does_not_exist(name, suggestion, reason):
    (problem,) = problems({**GOOD, name: "x"})
    assert (problem.code, problem.property) == ("UnknownProperty", name), reason
    assert problem.message() == f'There is no property "{name}".{suggestion}', reason
    assert "retainPhysicalResources" in problem.remedy()


def test_a_misspelt_property_is_reported_even_while_its_value_is_not_known():
    (problem,) = problems({**GOOD, "nmae": UNKNOWN})
    assert problem.code == "UnknownProperty"


def test_every_problem_is_reported_at_once_each_on_its_property():
    all_problems = problems(
        {"nmae": "payments", "physicalId": "arn:aws:s3:::b", "tags": {"a": 1}, "acceptLanguage": "de"}
    )
    assert sorted((problem.property, problem.code) for problem in all_problems) == [
        ("acceptLanguage", "InvalidValue"),
        ("name", "MissingProperty"),
        ("nmae", "UnknownProperty"),
        ("physicalId", "NotAStack"),
        ("productName", "ProductNotNamed"),
        ("tags", "InvalidValue"),
    ]


def test_nothing_given_names_everything_that_is_required():
    assert [(problem.property, problem.code) for problem in problems({})] == [
        ("name", "MissingProperty"),
        ("physicalId", "MissingProperty"),
        ("productName", "ProductNotNamed"),
    ]


anything = some.recursive(
    some.just(UNKNOWN) | some.booleans() | some.floats(allow_nan=False) | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=5,
)


@given(some.dictionaries(some.sampled_from([*properties.json_schema(IMPORTED), "nmae", ""]), anything))
def test_whatever_is_given_a_problem_names_a_property_and_a_remedy(given_inputs):
    for problem in problems(given_inputs):
        assert problem.property in {*given_inputs, *properties.json_schema(IMPORTED)}
        assert problem.message()
        assert problem.remedy()
        assert "\n" not in problem.message()


# The inputs of a launch


LAUNCH = {"name": "shop", "productName": "web-service", "provisioningArtifactName": "v1"}
TOPIC = "arn:aws:sns:eu-west-1:123456789012:events"


def launch_problems(**given_inputs):
    return inputs.problems({**LAUNCH, **given_inputs}, PROVISIONED)


def preferring(**preferences):
    return {"provisioningPreferences": preferences}


@table(
    "values",
    ({}, "the least that is needed"),
    ({"notificationArns": []}, "an empty list"),
    ({"notificationArns": [TOPIC] * 5}, "as many topics as AWS takes"),
    ({"notificationArns": UNKNOWN}, "a list that is not known yet"),
    ({"notificationArns": [TOPIC, UNKNOWN]}, "one entry of it is not known yet"),
    (preferring(), "no preference at all"),
    (preferring(stackSetFailureToleranceCount=0), "zero failures may be tolerated"),
    (preferring(stackSetFailureTolerancePercentage=0), "zero per cent as well"),
    (preferring(stackSetFailureToleranceCount=1, stackSetMaxConcurrencyPercentage=100), "a count beside a percentage"),
    (preferring(stackSetAccounts=["000000000001"], stackSetRegions=["eu-west-1"]), "places"),
    (preferring(stackSetMaxConcurrencyCount=1), "one at a time, and none may fail"),
    (preferring(stackSetFailureToleranceCount=2, stackSetMaxConcurrencyCount=3), "one more at a time than may fail"),
    (preferring(stackSetFailureToleranceCount=UNKNOWN, stackSetMaxConcurrencyCount=9), "how many may fail comes later"),
    (
        preferring(stackSetFailureTolerancePercentage=0, stackSetMaxConcurrencyCount=9),
        "of a percentage only AWS knows how many accounts it is",
    ),
    (preferring(stackSetAccounts=UNKNOWN, stackSetMaxConcurrencyCount=UNKNOWN), "values that are not known yet"),
    (preferring(stackSetAccounts=["000000000001", UNKNOWN]), "one account is not known yet"),
    ({"provisioningPreferences": UNKNOWN}, "none of the preferences is known yet"),
)
def test_good_inputs_of_a_launch_have_no_problem(values, reason):
    assert launch_problems(**values) == (), reason


@table(
    "values message",
    ({"notificationArns": TOPIC}, f'notificationArns is "{TOPIC}", but must be a list.', "one topic is a list as well"),
    (
        {"notificationArns": [TOPIC] * 6},
        "but must have at most 5 items.",
        "AWS takes five topics",
    ),
    (
        {"notificationArns": [TOPIC, "arn:aws:sqs:eu-west-1:123456789012:jobs"]},
        'notificationArns.1 is "arn:aws:sqs:eu-west-1:123456789012:jobs", but must match',
        "a queue is no topic; the entry is named",
    ),
    ({"notificationArns": [5]}, "notificationArns.0 is 5, but must be a string.", "a number in a list"),
    ({"provisioningPreferences": ["eu-west-1"]}, "but must be a map.", "a list for a map"),
    (
        preferring(stackSetAccounts="000000000001"),
        'provisioningPreferences.stackSetAccounts is "000000000001", but must be a list.',
        "one account is a list as well",
    ),
    (
        preferring(stackSetAccounts=["1"]),
        'provisioningPreferences.stackSetAccounts.0 is "1", but must match ^[0-9]{12}$.',
        "leading zeros were lost",
    ),
    (
        preferring(stackSetFailureToleranceCount=-1),
        "provisioningPreferences.stackSetFailureToleranceCount is -1, but must be at least 0.",
        "fewer than none",
    ),
    (
        preferring(stackSetFailureTolerancePercentage=101),
        "provisioningPreferences.stackSetFailureTolerancePercentage is 101, but must be at most 100.",
        "more than all",
    ),
    (
        preferring(stackSetMaxConcurrencyCount=0),
        "provisioningPreferences.stackSetMaxConcurrencyCount is 0, but must be at least 1.",
        "nothing would ever happen",
    ),
    (
        preferring(stackSetMaxConcurrencyCount="2"),
        'provisioningPreferences.stackSetMaxConcurrencyCount is "2", but must be an integer.',
        "a quoted number",
    ),
    (
        preferring(stackSetMaxConcurrencyCount=1.5),
        "provisioningPreferences.stackSetMaxConcurrencyCount is 1.5, but must be an integer.",
        "half a stack instance",
    ),
)
def test_a_value_of_a_launch_that_the_schema_does_not_allow(values, message, reason):
    (problem,) = launch_problems(**values)
    (name,) = values
    assert (problem.code, problem.property) == ("InvalidValue", name), reason
    assert message in problem.message(), reason


@table(
    "first second",
    ("stackSetFailureToleranceCount", "stackSetFailureTolerancePercentage", "how many may fail"),
    ("stackSetMaxConcurrencyCount", "stackSetMaxConcurrencyPercentage", "how many at a time"),
)
def test_a_count_and_a_percentage_of_the_same_thing_exclude_each_other(first, second, reason):
    for value in (1, UNKNOWN):
        (problem,) = launch_problems(**preferring(**{first: 1, second: value}))
        assert (problem.code, problem.property) == ("ConflictingProperties", f"provisioningPreferences.{second}"), (
            reason
        )
        assert problem.message() == f"{first} and {second} cannot both be set.", reason


@table(
    "tolerance at_once",
    ({}, 2, "AWS tolerates no failure where none is declared"),
    ({"stackSetFailureToleranceCount": 0}, 2, "no failure is tolerated"),
    ({"stackSetFailureToleranceCount": 3}, 5, "two more than may fail"),
)
def test_aws_works_on_at_most_one_more_than_may_fail(tolerance, at_once, reason):
    (problem,) = launch_problems(**preferring(**tolerance, stackSetMaxConcurrencyCount=at_once))
    at = "provisioningPreferences.stackSetMaxConcurrencyCount"
    assert (problem.code, problem.property) == ("InvalidValue", at), reason
    assert problem.message() == (
        f"{at} is {at_once}, but must be at most one more than stackSetFailureToleranceCount, which is "
        f"{tolerance.get('stackSetFailureToleranceCount', 0)}."
    ), reason


def test_a_preference_that_does_not_exist_is_reported_with_those_that_do():
    (problem,) = launch_problems(**preferring(stackSetAcounts=["000000000001"]))
    assert problem.code == "UnknownProperty"
    assert problem.property == "provisioningPreferences.stackSetAcounts"
    assert 'Did you mean "stackSetAccounts"' in problem.message()
    assert "stackSetRegions" in problem.remedy()


def test_a_launch_has_to_name_a_version():
    values = {"name": "shop", "productName": "web-service"}
    (problem,) = inputs.problems(values, PROVISIONED)
    assert (problem.code, problem.property) == ("ArtifactNotNamed", "provisioningArtifactName")
    (problem,) = inputs.problems({**values, "versionPolicy": "pinned"}, PROVISIONED)
    assert problem.code == "ArtifactNotNamed"


@table(
    "values",
    ({"versionPolicy": "latest-active"}, "a policy chooses it"),
    ({"versionPolicy": UNKNOWN}, "a policy that is not known yet may choose it"),
    ({"provisioningArtifactId": UNKNOWN}, "it is named, though not known yet"),
    ({"provisioningArtifactId": "pa-1"}, "by its ID"),
)
def test_a_launch_whose_version_is_named_or_chosen_is_no_problem(values, reason):
    assert inputs.problems({"name": "shop", "productName": "web-service", **values}, PROVISIONED) == (), reason


def test_an_adoption_needs_no_version_since_its_stack_tells_it():
    assert problems(GOOD) == ()


@table(
    "values code",
    ({"provisioningArtifactName": "latest"}, "LatestNeedsPolicy", "latest without a policy"),
    ({"provisioningArtifactName": "v1", "versionPolicy": "latest-active"}, "PolicyNamesVersion", "both"),
    ({"versionPolicy": "newest"}, "InvalidValue", "an unknown policy"),
)
def test_how_a_version_is_named_is_judged_for_both_resources(values, code, reason):
    launched = inputs.problems({"name": "shop", "productName": "web-service", **values}, PROVISIONED)
    assert [problem.code for problem in launched] == [code], reason
    assert [problem.code for problem in problems({**GOOD, **values})] == [code], reason


def test_a_launch_needs_neither_a_stack_nor_constraints_to_be_applied():
    all_problems = launch_problems(physicalId="payments", applyConstraints=True)
    assert [(problem.code, problem.property) for problem in all_problems] == [
        ("UnknownProperty", "physicalId"),
        ("UnknownProperty", "applyConstraints"),
    ]


@given(some.dictionaries(some.sampled_from([*properties.json_schema(PROVISIONED), "physicalId"]), anything))
def test_whatever_is_given_to_a_launch_a_problem_names_a_property_and_a_remedy(given_inputs):
    for problem in inputs.problems(given_inputs, PROVISIONED):
        assert problem.property.partition(".")[0] in {*given_inputs, *properties.json_schema(PROVISIONED)}
        assert problem.message()
        assert problem.remedy()
        assert "\n" not in problem.message()
