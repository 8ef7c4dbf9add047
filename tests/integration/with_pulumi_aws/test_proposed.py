"""The program that `catalogctl propose` writes: once it has run, discover finds that every stack can be adopted."""

import json

import pulumi
import pytest
import yaml

from integration.with_pulumi_aws.account import STACKS, template
from integration.with_pulumi_aws.engine import Engine
from integration.with_pulumi_aws.plugin import Plugin
from pulumi_servicecatalog.cli import main
from pulumi_servicecatalog.discovery import inventory_file
from support import aws_environment
from support.account import REGION

ALIKE = {"archive": "v2", "ledger": "v2"}
"""Further stacks, with another version of the template."""


@pytest.fixture
def discovered(aws, tmp_path):
    """Discover the account, and return the verdict and the best candidate of each stack."""

    def run():
        out = tmp_path / "i.jsonl"
        with aws_environment.caller_of(aws.account, tmp_path, url=aws.url, region=REGION):
            assert main.main(["discover", "--out", str(out), "--force"]) == 0
        lines = inventory_file.read(out).stacks
        return {line["stack"]["name"]: (line["verdict"], _best(line)) for line in lines}

    return run


def _best(line):
    chosen = line["candidates"][:1]
    return "".join(f"{item['product']['name']} {item['provisioningArtifact']['name']}" for item in chosen)


@pytest.fixture
def proposed(aws, tmp_path, discovered):
    """Propose for what there is, fill in who may use it, and return an engine with the program."""

    def run():
        folder = tmp_path / "catalog"
        before = discovered()
        arguments = [str(tmp_path / "i.jsonl"), "--out", str(folder), "--force"]
        assert main.main(["propose", *arguments]) == 0
        program = folder / "__main__.py"
        text = program.read_text()
        for name, role in (("PRINCIPAL_ARN", "user"), ("LAUNCH_ROLE_ARN", "launch")):
            arn = _principal(aws) if role == "user" else aws.role(role)
            text = text.replace(f'{name} = ""', f"{name} = {json.dumps(arn)}")
        program.write_text(text)
        settings = yaml.safe_load((folder / f"Pulumi.{aws.account}-{REGION}.yaml").read_text())["config"]
        config = {key: value for key, value in settings.items() if isinstance(value, str)}
        environment = aws_environment.variables(aws.account, url=aws.url)
        engine = Engine(Plugin(aws), folder=tmp_path, environment=environment, config=config, program=program)
        return before, engine

    return run


def _principal(aws):
    return aws.client("sts").get_caller_identity()["Arn"]


def test_after_up_every_stack_can_be_adopted_and_a_second_proposal_has_only_what_is_new(aws, proposed, discovered):
    before, engine = proposed()
    assert before == dict.fromkeys(STACKS, ("unmatched", ""))
    engine.up()
    assert {item.type.rpartition(":")[2]: item.name for item in engine.registered.values()} == {
        "Portfolio": "portfolio",
        "PrincipalPortfolioAssociation": "principal",
        "Product": "orders",
        "ProductPortfolioAssociation": "orders-in-portfolio",
        "Constraint": "orders-launch",
    }
    assert discovered() == dict.fromkeys(STACKS, ("adoptable", "orders v1"))

    for name, version in ALIKE.items():
        aws.make_stack(name, template(version))
    before, engine = proposed()
    assert {before[name] for name in ALIKE} == {("near", "orders v1")}
    engine.up()
    (made,) = engine.registered.values()
    assert made.inputs["templatePhysicalId"] == aws.stack_ids()["archive"]
    assert discovered() == {
        **dict.fromkeys(STACKS, ("adoptable", "orders v1")),
        **dict.fromkeys(ALIKE, ("adoptable", "orders v2")),
    }


def test_what_is_not_filled_in_is_told(proposed, tmp_path):
    _, engine = proposed()
    program = tmp_path / "catalog/__main__.py"
    program.write_text(program.read_text().replace('PRINCIPAL_ARN = "arn', 'PRINCIPAL_ARN = "" and "arn'))
    with pytest.raises(pulumi.RunError, match="fill in PRINCIPAL_ARN and LAUNCH_ROLE_ARN"):
        engine.preview()
