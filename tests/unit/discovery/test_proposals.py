"""What is proposed for stacks that no version matches: most useful first, each once, and what is linked together."""

import pytest
import yaml

from pulumi_servicecatalog.discovery import proposed_project
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.inventory_file import Inventory
from pulumi_servicecatalog.discovery.proposals import proposals
from support.tables import table

HERE = Location(account="111122223333", region="eu-west-1")
OTHER_ACCOUNT = Location(account="222233334444", region="eu-west-1")
OTHER_REGION = Location(account="111122223333", region="us-east-1")
WEB, V1 = {"id": "prod-web", "name": "web"}, {"id": "pa-1", "name": "v1"}


def at(location):
    return {"account": location.account, "region": location.region}


def stack(name, family="f", *, location=HERE, verdict="unmatched", candidates=(), problems=()):
    arn = f"arn:aws:cloudformation:{location.region}:{location.account}:stack/{name}/0"
    return {
        **at(location),
        "stack": {"id": arn, "name": name, "status": "CREATE_COMPLETE"},
        "verdict": verdict,
        "reason": "NoVersionMatches",
        "problems": list(problems),
        "family": family,
        "candidates": list(candidates),
    }


def alike(name, family="n", product=WEB, **more):
    candidate = {"product": product, "provisioningArtifact": V1, "match": "near", "differences": ["Resources.Queue: 5"]}
    return stack(name, family, verdict="near", candidates=[candidate], **more)


def stacks(*names, **more):
    return tuple(stack(name, **more) for name in names)


def family(id_, *parts):
    digests = {path: [f"{abs(hash((path, value))) % 16**24:024x}", 1] for path, value in parts}
    return {"family": id_, "parts": digests}


def product(id_="prod-web", name="web", location=HERE):
    return {**at(location), "product": {"id": id_, "name": name}}


def version(name="v1", of="", *, location=HERE, unreadable=""):
    named = {"id": f"pa-{name}", "name": name}
    return {**at(location), "product": WEB, "provisioningArtifact": named, "family": of, "unreadable": unreadable}


def proposed(*lines, families=(), products=(), versions=(), at_least=2):
    inventory = Inventory(stacks=lines, families=families, products=products, versions=versions)
    return proposals(inventory, at_least=at_least)


def shape(result):
    """Return each product with its versions and how many stacks these bring."""
    return {item.name: {version.name: len(version.stacks) for version in item.versions} for item in result.products}


def test_what_brings_most_comes_first_and_each_says_what_it_would_raise():
    held = stack("z", verdict="governed", family=None)
    result = proposed(*stacks("small-a", "small-b"), *stacks("a", "b", "c", family="g"), held)
    assert list(shape(result)) == ["a", "small"]
    assert [round(result.after(count), 2) for count in (0, 1, 2)] == [0.17, 0.67, 1.0]
    assert result.headline() == "2 products would raise coverage from 17% to 100%"


@table(
    "names product",
    (("payments-a", "payments-b"), "payments", "what their names begin with"),
    (("a-queue", "b-queue"), "queue", "what they end with"),
    (("team-a-db", "team-b-db"), "team", "the beginning goes first"),
    (("orders", "search"), "orders", "nothing in common"),
    (("web-a", "web-b"), "web-2", "there is another product of that name"),
)
def test_a_product_is_named_after_its_stacks(names, product, reason):
    others = () if product != "web-2" else ({**at(HERE), "product": WEB},)
    assert list(shape(proposed(*stacks(*names), products=others))) == [product], reason


def test_two_products_never_have_one_name():
    result = proposed(*stacks("a-1", "a-2"), *stacks("a-3", "a-4", family="g"))
    assert sorted(shape(result)) == ["a", "a-2"]


def test_a_version_is_made_from_the_first_stack_of_each_account_and_region():
    result = proposed(*stacks("b", "a"), *stacks("c", location=OTHER_REGION))
    made_from = result.products[0].versions[0].made_from
    assert {location: arn.split("/")[1] for location, arn in made_from.items()} == {HERE: "a", OTHER_REGION: "c"}
    assert result.locations == [HERE, OTHER_REGION]


@table(
    "other shared",
    (OTHER_ACCOUNT, True, "of the same Region"),
    (OTHER_REGION, False, "which a portfolio does not reach"),
)
def test_a_product_of_several_accounts_may_be_offered_from_one_of_them(other, shared, reason):
    result = proposed(stack("a"), stack("b", location=other))
    assert ("share its portfolio" in proposed_project.files(result, "catalog", None)["README.md"]) == shared, reason


def test_a_near_family_is_a_further_version_of_the_product_and_says_how_to_do_without():
    result = proposed(alike("a"), alike("b"), products=[product()], versions=[version("v1"), version("v2")])
    (web,) = result.products
    assert (web.existing, shape(result)) == ({HERE: "prod-web"}, {"web": {"v3": 2}})
    assert (web.versions[0].nearest, web.versions[0].differences) == ("web v1", ("Resources.Queue: 5",))
    assert result.headline() == "1 version would raise coverage from 0% to 100%"


def test_of_two_products_of_one_name_the_near_one_gets_the_version():
    result = proposed(alike("a"), alike("b"), products=[product(), product("prod-2")])
    assert result.products[0].existing == {HERE: "prod-web"}


ALARMED = family("f", ("Resources.Queue", 1), ("Resources.Alarm", 1))


@table(
    "other apart link",
    (family("g", ("Resources.Queue", 1)), "lacks Resources.Alarm of v1", "1 more lacks Resources.Alarm", "one less"),
    (
        family("g", *[(f"Resources.{name}", 1) for name in ("Queue", "Alarm", "Topic")]),
        "has Resources.Topic beside what v1 has",
        "1 more has Resources.Topic as well",
        "one more",
    ),
    (
        family("g", ("Resources.Queue", 2), ("Resources.Alarm", 1)),
        "differs from v1 in Resources.Queue",
        "1 more differs in Resources.Queue",
        "one otherwise",
    ),
)
def test_families_that_are_one_part_apart_are_versions_of_one_product_or_told(other, apart, link, reason):
    lines = [*stacks("a", "b", "c"), stack("d", family="g")]
    result = proposed(*lines, stack("e", family="g"), families=[ALARMED, other])
    assert shape(result) == {"a": {"v1": 3, "v2": 2}}, reason
    assert result.products[0].versions[1].apart == apart
    left = proposed(*lines, families=[ALARMED, other])
    assert [str(linked) for linked in left.products[0].versions[0].linked] == [link]


def test_templates_that_few_share_are_left_out_and_told():
    result = proposed(*stacks("a", "b"), stack("c", family="g"))
    assert [item.example for item in result.left_out] == ["c"]
    assert "1 stack with templates that too few share" in proposed_project.files(result, "catalog", None)["README.md"]
    assert proposed(stack("c", family="g"), at_least=1).left_out == ()


def test_what_another_account_offers_in_the_region_is_not_proposed_again():
    lines = stacks("a", "b", location=OTHER_ACCOUNT)
    result = proposed(*lines, products=[product()], versions=[version("v7", of="f")])
    assert (result.products, result.headline()) == ((), "no product or version is proposed")
    (offered,) = result.elsewhere
    assert (offered.name, offered.account, len(offered.stacks)) == ("web v7", HERE.account, 2)
    written = proposed_project.files(result, "catalog", None)["README.md"]
    assert "* web v7 (prod-web of 111122223333): 2 stacks, a (222233334444/eu-west-1), b" in written


def test_versions_that_could_not_be_compared_may_be_what_stacks_have_and_are_told():
    result = proposed(*stacks("a", "b"), versions=[version("v1", of=None, unreadable="s3:GetObject is denied")])
    (doubt,) = result.doubts()
    assert doubt.endswith("may have them: 1, for example web v1 of 111122223333: s3:GetObject is denied.")
    assert doubt in proposed_project.files(result, "catalog", None)["README.md"]
    assert proposed(*stacks("a", "b"), versions=[version()]).doubts() == []


def test_what_another_region_has_is_made_under_the_same_names():
    result = proposed(*stacks("a", "b", location=OTHER_REGION), products=[product()], versions=[version("v7", of="f")])
    assert shape(result) == {"web": {"v7": 2}}
    assert result.locations == [OTHER_REGION]


def test_to_a_product_that_is_shared_its_owner_has_to_add_the_version():
    seen = [product(location=location) for location in (HERE, OTHER_ACCOUNT)]
    result = proposed(alike("a"), alike("b"), products=seen)
    files = proposed_project.files(result, "catalog", None)
    assert result.locations == []
    assert "The product is shared among 111122223333, 222233334444" in files["README.md"]
    assert "prod-web" not in files["__main__.py"]


def test_nothing_is_proposed_for_what_is_governed_adoptable_or_unreadable():
    kinds = ("governed", "adoptable", "excluded", "unreadable")
    result = proposed(*(stack(f"{kind}-{n}", verdict=kind) for kind in kinds for n in (1, 2)))
    assert (result.products, result.elsewhere, result.left_out) == ((), (), ())


HOSTILE = 'a"""\n\x1b[2J{here}\\'


@pytest.mark.parametrize("name", ["web", HOSTILE])
def test_the_program_compiles_and_holds_what_is_proposed_whatever_the_names(name):
    named = {"id": "prod-web", "name": name}
    lines = [alike("a", product=named), alike("b", product=named), *stacks("c", "d")]
    files = proposed_project.files(
        proposed(*lines, products=[product(name=name)]), "catalog", "arn:aws:iam::{account}:role/P"
    )
    program = files["__main__.py"]
    values: dict[str, object] = {}
    exec(program[program.index("PRODUCTS") : program.index("here =")], values)
    compile(program, "__main__.py", "exec")
    here = f"{HERE.account}/{HERE.region}"
    assert values["EXISTING"] == {here: {name: "prod-web"}}
    assert values["PRODUCTS"] == {
        "c": {"v1": {here: stack("c")["stack"]["id"]}},
        name: {"v1": {here: stack("a")["stack"]["id"]}},
    }
    assert "\x1b" not in "".join(files.values())


def test_settings_name_the_account_and_the_role():
    files = proposed_project.files(proposed(*stacks("c", "d")), "catalog", "arn:aws:iam::{account}:role/P")
    assert yaml.safe_load(files["Pulumi.111122223333-eu-west-1.yaml"])["config"] == {
        "aws:region": "eu-west-1",
        "aws:allowedAccountIds": ["111122223333"],
        "aws:assumeRoles": [{"roleArn": "arn:aws:iam::111122223333:role/P"}],
        "catalog:location": "111122223333/eu-west-1",
    }
