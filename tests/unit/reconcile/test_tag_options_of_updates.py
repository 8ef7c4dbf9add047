"""An update keeps tags, and AWS judges those by the TagOptions as well, whether the program declares tags or not."""

from dataclasses import replace
from typing import Any

from pulumi_servicecatalog.model.product import ProvisioningParameters
from support.fakes.gateway import FakeGateway
from support.fakes.samples import PATH, WEB, account
from support.one_resource import Engine, Resource, alone
from support.tables import table

ALLOWING = replace(PATH, constraints=("RESOURCE_UPDATE",))
TEAMS: dict[str, tuple[str, ...]] = {"team": ("web", "data")}


@table(
    "tags path options errors",
    ({"team": "old"}, ALLOWING, TEAMS, ["TagNotAllowed"], "a tag that is no option any more"),
    ({"team": "web"}, ALLOWING, TEAMS, [], "one that is"),
    ({}, ALLOWING, TEAMS, ["TagMissing"], "a choice that was never made"),
    ({}, ALLOWING, {"team": ("web",)}, [], "one option, which AWS sets"),
    ({}, ALLOWING, {}, [], "none that is active"),
    ({"team": "old"}, PATH, TEAMS, [], "a path along which tags cannot change"),
)
def test_an_update_of_parameters_is_judged_by_the_tags_that_stay(
    tags: dict[str, str], path: Any, options: dict[str, tuple[str, ...]], errors: list[str], reason: str
) -> None:
    gateway = FakeGateway(account().with_paths(WEB, path))
    program = alone(gateway, Resource.launching(tags=tags))
    gateway.state = replace(gateway.state, terms={path.id: ProvisioningParameters(tag_options=options)})
    program.inputs |= {"tags": None, "parameters": {"Size": "large", "Secret": "hunter2"}}
    assert [problem.code for problem in program.check(Engine(gateway)).failures] == errors, reason
    program.inputs["preflight"] = "off"
    assert (type(program.up(Engine(gateway))).__name__ == "Done") is (errors == []), reason
