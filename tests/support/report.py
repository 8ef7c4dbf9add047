"""A report with one of everything, and what its parts are made of."""

from typing import Any

from pulumi_servicecatalog.reporting.model import (
    AccountEntry,
    Candidate,
    DriftEntry,
    DriftKind,
    FamilyEntry,
    FamilyLink,
    Holder,
    Ignored,
    Mode,
    Named,
    Outcome,
    Report,
    ReportedProblem,
    Source,
    StackEntry,
    VersionEntry,
)

ACCOUNT = "000000000001"
REGION = "eu-west-1"
HERE: Any = {"account": ACCOUNT, "region": REGION}
PRODUCT = Named(id="prod-1", name="web-service")
VERSIONS = tuple(Named(id=f"pa-{number}", name=f"v{number}") for number in range(1, 4))


def named(name: str, **where: str) -> Named:
    """Return a stack's name with its ARN."""
    at = {**HERE, **where}
    return Named(id=f"arn:aws:cloudformation:{at['region']}:{at['account']}:stack/{name}/1", name=name)


def problem(code: str = "TemplateDiffers", message: str = "it differs", **members: Any) -> ReportedProblem:
    """Return a problem."""
    return ReportedProblem(code=code, message=message, remedy="Change it.", **members)


def holder(version: int = 1, **members: Any) -> Holder:
    """Return a provisioned product at a version, from 1; the newest is v3."""
    return Holder(
        **{
            "provisioned_product": Named(id="pp-1", name="held"),
            "status": "AVAILABLE",
            "product": PRODUCT,
            "artifact": VERSIONS[version - 1],
            "newest": None if version == len(VERSIONS) else VERSIONS[-1].name,
            "deprecated": False,
            **members,
        }
    )


def candidate(match: str = "identical", product: Named = PRODUCT) -> Candidate:
    """Return a version that a stack could have."""
    return Candidate(product=product, artifact=VERSIONS[-1], match=match)


def stack(name: str = "payments", verdict: str = "adoptable", **members: Any) -> StackEntry:
    """Return a stack with what its verdict brings."""
    where = {key: members.pop(key) for key in ("account", "region") if key in members}
    by_verdict: dict[str, Any] = {
        "governed": {"governed_by": holder(), "reason": "behind"},
        "adoptable": {"candidates": (candidate(),), "reason": "identical"},
        "near": {"candidates": (candidate("near"),), "problems": (problem(),)},
        "unmatched": {"problems": (problem("NoVersionMatches"),)},
        "excluded": {"problems": (problem("StackOfTool"),)},
    }
    made = {"reason": "", "family": f"family of {name}", **by_verdict.get(verdict, {}), **members}
    if not made["reason"] and made.get("problems"):
        made["reason"] = made["problems"][0].code
    return StackEntry(
        **{**HERE, **where}, stack=named(name, **where), status="CREATE_COMPLETE", verdict=verdict, **made
    )


def read(stacks: int = 1, **members: Any) -> AccountEntry:
    """Return an account that was read."""
    return AccountEntry(**{**HERE, "outcome": Outcome.READ, "stacks": stacks, **members})


def shard(pulumi_stack: str = "shard-1", outcome: Outcome = Outcome.DONE, **members: Any) -> AccountEntry:
    """Return a shard of a rollout."""
    return AccountEntry(**{**HERE, "mode": Mode.UPDATE, "pulumi_stack": pulumi_stack, "outcome": outcome, **members})


def version(number: int = 1, product: Named = PRODUCT, **members: Any) -> VersionEntry:
    """Return a version of a product, from 1."""
    made = {**HERE, "product": product, "artifact": VERSIONS[number - 1], "guidance": "DEFAULT", "order": number - 1}
    return VersionEntry(**{**made, **members})


def drift(property_: str = "provisioningArtifactName", **members: Any) -> DriftEntry:
    """Return a difference."""
    made: dict[str, Any] = {
        **HERE,
        "pulumi_stack": "shard-1",
        "urn": "urn:pulumi:shard-1::adoptions::servicecatalog:index:ImportedProvisionedProduct::payments",
        "name": "payments",
        "kind": DriftKind.CATALOG,
        "property": property_,
        "declared": "v1",
        "actual": "v2",
        "then": "updates the provisioned product",
    }
    return DriftEntry(**{**made, **members})


def report(**members: Any) -> Report:
    """Return a report of some parts."""
    return Report(**{"created": "2026-01-02T03:04:05+00:00", "version": "1.0.0", **members})


def whole(**members: Any) -> Report:
    """Return a report with one of everything."""
    made: dict[str, Any] = {
        "sources": (Source(kind="inventory", name="inventory.jsonl"),),
        "accounts": (
            read(stacks=5),
            read(account="", region="", outcome=Outcome.DENIED, reason="no", problems=(problem("AccessDenied"),)),
            shard(changes={"create": 1}, begun="2026-01-02T03:00:00+00:00", wave=1, seconds=1.5),
        ),
        "stacks": tuple(
            stack(verdict, verdict) for verdict in ("governed", "adoptable", "near", "unmatched", "excluded")
        ),
        "versions": tuple(version(number) for number in (1, 2, 3)),
        "families": (FamilyEntry(id="f1", links=(FamilyLink(family="f2", how="lacks", path="Resources.Alarm"),)),),
        "drift": (
            drift(ignored=Ignored(owner="me", reason="known", expires="9999-12-31", expired=False)),
            drift("tags"),
        ),
    }
    return report(**{**made, **members})
