"""The switches: how long things take, and what the emulator does where AWS does not say.

Every field carries its own explanation, from which `--help`, `GET /_emulator/settings` and the messages for wrong
values are made. Settings are per account: tests that share one emulator can differ.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from catalog_emulator.core.import_refusals import CAUSES, CODES, is_item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

RECORD_DURATIONS = (
    "import_seconds",
    "provision_seconds",
    "update_seconds",
    "terminate_seconds",
    "properties_seconds",
    "plan_seconds",
)


class SettingsError(ValueError):
    """Settings that make no sense, with every reason."""


def _switch(default: Any, help_text: str, *choices: str) -> Any:
    return field(default=default, metadata={"help": help_text, "choices": choices})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Durations, and one switch for each behaviour that AWS leaves open."""

    created_seconds: float = _switch(0.0, "how long a record stays CREATED before it is IN_PROGRESS")
    import_seconds: float = _switch(0.2, "how long an ImportAsProvisionedProduct is IN_PROGRESS")
    provision_seconds: float = _switch(0.2, "how long a ProvisionProduct is IN_PROGRESS")
    update_seconds: float = _switch(0.2, "how long an UpdateProvisionedProduct is IN_PROGRESS")
    terminate_seconds: float = _switch(0.2, "how long a TerminateProvisionedProduct is IN_PROGRESS")
    properties_seconds: float = _switch(0.0, "how long an UpdateProvisionedProductProperties is IN_PROGRESS")
    plan_seconds: float = _switch(0.2, "how long a provisioned product plan is CREATE_IN_PROGRESS")
    rollback_seconds: float = _switch(0.0, "how long a failed record is IN_PROGRESS_IN_ERROR before FAILED")

    match_rule: str = _switch(
        "meaning",
        "when a stack's template matches the artifact's: parsed comparison, or equal bytes",
        "meaning",
        "bytes",
    )
    import_scope: str = _switch(
        "account-region",
        "within what only one import may be in flight",
        "account-region",
        "account",
        "product",
        "off",
    )
    import_refusals: tuple[str, ...] = _switch(
        (),
        "the code of a refused import by its cause (AWS documents four codes, and not which cause gets which; no "
        "refusal was ever seen), such as template=InvalidStateException; several by commas; causes: "
        f"{', '.join(CAUSES)}",
    )
    import_foreign_stack: str = _switch(
        "InvalidParametersException",
        "a stack of another account or Region as PhysicalId: the code of its refusal, or accept (AWS documents "
        "neither; IAM judges an import by the product only)",
        "InvalidParametersException",
        "ResourceNotFoundException",
        "accept",
    )
    import_accepts_deprecated: bool = _switch(
        default=True,
        help_text="accept an import at a version whose guidance is DEPRECATED (documented is that such a version "
        "cannot be launched; nothing says that an import is a launch)",
    )
    launch_accepts_deprecated: bool = _switch(
        default=False,
        help_text="accept a launch at a version whose guidance is DEPRECATED (documented: Administrator Guide, version "
        "guidance)",
    )
    import_accepts_names: bool = _switch(default=False, help_text="accept a stack name as PhysicalId")
    import_needs_launch_path: bool = _switch(
        default=False, help_text="refuse an import where the caller has no launch path to the product"
    )
    update_needs_launch_path: bool = _switch(
        default=True, help_text="refuse an update where the caller has no launch path to the product"
    )
    launch_path_principals: str = _switch(
        "any",
        "who a portfolio's principals let in: everybody in the account, or the calling principal alone",
        "any",
        "caller",
    )
    import_record_type: str = _switch("PROVISION_PRODUCT", "the RecordType of an import's record")
    import_path_id: str = _switch(
        "none", "the PathId of an import's record: none, or the first launch path", "none", "first"
    )
    import_launch_role: str = _switch(
        "none",
        "the LaunchRoleArn after an import: none, or that of the first launch path's LAUNCH constraint (nothing is "
        "known)",
        "none",
        "constraint",
    )
    import_stack_arn_output: bool = _switch(
        default=True,
        help_text="CloudformationStackARN among the outputs after an import (a launched product has it: the live tests "
        "of alchemy-run/alchemy)",
    )
    import_outputs: str = _switch(
        "populated",
        "outputs after an import: the stack's, or the error that there is no successful record",
        "populated",
        "missing",
    )
    import_sets_last_successful_record: bool = _switch(
        default=True, help_text="an import's record counts as the last (successful) provisioning record"
    )
    failed_import_status: str = _switch(
        "ERROR", "what a failed import leaves: a provisioned product, or nothing", "ERROR", "TAINTED", "GONE"
    )
    failed_provision_status: str = _switch("ERROR", "what a failed launch leaves the product as", "ERROR", "TAINTED")
    failed_update_status: str = _switch(
        "TAINTED",
        "what a failed update leaves a product as whose stack has run; one whose stack never ran is in ERROR",
        "TAINTED",
        "ERROR",
    )
    failed_termination_status: str = _switch(
        "TAINTED", "what a failed termination leaves the product as", "TAINTED", "ERROR"
    )
    import_stack_status: str = _switch(
        "keep",
        "the stack's status after an import: as it was, or IMPORT_COMPLETE",
        "keep",
        "IMPORT_COMPLETE",
    )
    properties_record_type: str = _switch(
        "UPDATE_PROVISIONED_PRODUCT", "the RecordType of an UpdateProvisionedProductProperties"
    )
    launch_role_of_update: str = _switch(
        "property",
        "the launch role of an update where UpdateProvisionedProductProperties has set one: that, or the constraint's",
        "property",
        "constraint",
    )
    product_change: str = _switch(
        "allowed", "whether an update may name another product than the provisioned product's", "allowed", "refused"
    )
    tags_without_constraint: str = _switch(
        "refuse",
        "new tags in an update without a RESOURCE_UPDATE constraint that allows them",
        "refuse",
        "ignore",
        "apply",
    )
    left_out_tags: str = _switch(
        "with-another",
        "tags that an update leaves out: they go if another tag changes as well (as users report), always, or never",
        "with-another",
        "remove",
        "keep",
    )
    auto_tags: bool = _switch(
        default=True, help_text="a launch and an update put aws:servicecatalog:* tags on stack and provisioned product"
    )
    preferences_of_stacks: str = _switch(
        "refuse", "ProvisioningPreferences of a product without a STACKSET constraint", "refuse", "ignore"
    )
    omitted_parameters: str = _switch(
        "default",
        "a parameter that an update leaves out: the template's default, or the value from before",
        "default",
        "previous",
    )
    empty_update: str = _switch(
        "succeed",
        "an update that changes nothing of the stack: its record succeeds, or fails as UpdateStack does",
        "succeed",
        "fail",
    )
    while_under_change: str = _switch(
        "refuse", "an update or a termination of a product that is UNDER_CHANGE", "refuse", "allow"
    )
    busy_terminate: str = _switch(
        "ValidationException",
        "the code with which a termination of a product that is UNDER_CHANGE is refused (the default was seen at AWS)",
        "ValidationException",
        "InvalidParametersException",
        "InvalidStateException",
    )
    busy_update: str = _switch(
        "InvalidParametersException",
        "the code with which an update of a product that is UNDER_CHANGE is refused (nothing is known of AWS's)",
        "InvalidParametersException",
        "ValidationException",
        "InvalidStateException",
    )
    not_found_code: str = _switch(
        "ResourceNotFoundException",
        "the code for a provisioned product that is not there (documented; the live tests of alchemy-run/alchemy met "
        "others at some operations)",
        "ResourceNotFoundException",
        "ValidationException",
        "InvalidParametersException",
    )
    both_or_neither_code: str = _switch(
        "ValidationException",
        "the code for a termination that names its product by both ID and name, or by neither (documented is "
        "ResourceNotFoundException alone, which does not fit; AWS answers other mistakes of it with the default)",
        "ValidationException",
        "InvalidParametersException",
        "ResourceNotFoundException",
    )
    imported_admin_views: str = _switch(
        "not-found",
        "what administrators' calls say of a product of an imported portfolio: DescribeProductAsAdmin, "
        "DescribeProvisioningArtifact, ListProvisioningArtifacts, and SearchProductsAsAdmin without a portfolio "
        "(crossplane-contrib/provider-aws#1908: the second answers nothing; of the others nothing is known)",
        "not-found",
        "answer",
    )
    version_order: str = _switch(
        "oldest-first",
        "the order of versions in lists (not documented; public programs take the first or the last for the newest)",
        "oldest-first",
        "newest-first",
        "none",
    )
    empty_lists: str = _switch(
        "shown",
        "Parameters, NotificationARNs, Capabilities and Tags of a stack that has none in DescribeStacks (the example "
        "of the AWS CLI's page shows empty Tags and Capabilities; empty Outputs are left out)",
        "shown",
        "left-out",
    )
    stack_policy_of_unknown_stack: str = _switch(
        "with-id",
        "the message of Get- and SetStackPolicy for a stack that is not there: Stack with id x does not exist, or "
        "Stack: x does not exist (moto's, of no known source)",
        "with-id",
        "with-colon",
    )
    absent_description: str = _switch(
        "left-out",
        "the Description of a parameter without one in GetTemplateSummary (the second is moto's, of no known source)",
        "left-out",
        "empty",
    )
    while_plan_exists: str = _switch(
        "refuse", "an update, a termination or new properties of a product that is PLAN_IN_PROGRESS", "refuse", "allow"
    )
    planned_product_status: str = _switch(
        "PLAN_IN_PROGRESS",
        "the status of an existing provisioned product while it has a plan (AWS documents it for new ones only)",
        "PLAN_IN_PROGRESS",
        "keep",
    )
    executed_plan: str = _switch(
        "block",
        "a plan after its execution: keeps its product from having another until it is deleted, is only kept, or goes",
        "block",
        "keep",
        "remove",
    )
    plan_name_scope: str = _switch(
        "product-user",
        "within what the name of a plan is unique: one user's plans for a product, or nothing",
        "product-user",
        "off",
    )
    name_reuse_seconds: float = _switch(0.0, "how long a terminated product's name stays taken")
    role_seconds: float = _switch(
        0.0, "how long sessions of the account's roles last, after which their calls are refused; 0: they never end"
    )
    search_quoting: str = _switch(
        "any",
        "a SearchQuery value with colons in it: taken as it is, or only in double quotes",
        "any",
        "quoted",
    )
    search_lag_reads: int = _switch(
        0, "how many searches a new provisioned product is missing from (eventual consistency)"
    )
    template_url_style: str = _switch(
        "virtual",
        "the TemplateUrl of an artifact: bucket.s3..., s3.../bucket, or on this endpoint",
        "virtual",
        "path",
        "endpoint",
    )
    stack_artifact_info: str = _switch(
        "both",
        "Info of an artifact that was made from a stack",
        "both",
        "physical-id",
        "template-url",
    )
    denied_actions: tuple[str, ...] = _switch(
        (), "IAM actions that nobody in the account may do, as in a policy (servicecatalog:Import*); several by commas"
    )
    allowed_actions: tuple[str, ...] = _switch(
        (), "the only IAM actions that callers in the account may do; without any, all that denied_actions leaves"
    )


_FIELDS = {f.name: f for f in dataclasses.fields(Settings)}


# What the items of a list are, and what is said of a wrong one.
_ITEMS: dict[str, tuple[Callable[[str], bool], str]] = {
    **dict.fromkeys(
        ("allowed_actions", "denied_actions"),
        (lambda action: ":" in action, "a list of IAM actions, such as servicecatalog:ImportAsProvisionedProduct"),
    ),
    "import_refusals": (
        is_item,
        f"a list of cause=code, with a cause of {', '.join(CAUSES)} and a code of {', '.join(CODES)}",
    ),
}


def describe() -> list[dict[str, Any]]:
    """Return every switch with its default, its choices and what it does."""
    return [
        {"name": f.name, "default": f.default, "choices": list(f.metadata["choices"]), "help": f.metadata["help"]}
        for f in _FIELDS.values()
    ]


def parse(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Check changes, and return them with `record_seconds` spelt out; None means back to the default.

    Raises SettingsError with every reason at once.
    """
    spelt_out = dict(changes)
    wrong = [reason for name, value in spelt_out.items() if (reason := _reason_against(name, value))]
    if "record_seconds" in spelt_out:
        seconds = spelt_out.pop("record_seconds")
        spelt_out = dict.fromkeys(RECORD_DURATIONS, seconds) | spelt_out
    if wrong:
        raise SettingsError("; ".join(wrong))
    return {name: _as_field(name, value) for name, value in spelt_out.items()}


def parse_text(assignments: Iterable[str]) -> dict[str, Any]:
    """Parse `name=value` as written on a command line."""
    changes: dict[str, Any] = {}
    for assignment in assignments:
        name, separator, text = assignment.partition("=")
        if not separator:
            raise SettingsError(f"{assignment!r} is not name=value")
        changes[name] = _from_text(name, text)
    return parse(changes)


def _default(name: str) -> Any:
    """Return a setting's default, whose type its values have; None where there is no such setting."""
    if name == "record_seconds":
        return 0.0
    return _FIELDS[name].default if name in _FIELDS else None


def _from_text(name: str, text: str) -> Any:
    default = _default(name)
    try:
        match default:
            case bool():
                return {"true": True, "false": False}.get(text.lower(), text)
            case int() | float():
                return type(default)(text)
            case tuple():
                return [action for action in text.split(",") if action]
    except ValueError:
        pass
    return text


def _as_field(name: str, value: Any) -> Any:
    default = _FIELDS[name].default
    return type(default)(value) if isinstance(default, float | tuple) and value is not None else value


def _reason_against(name: str, value: Any) -> str | None:
    default = _default(name)
    choices = _FIELDS[name].metadata["choices"] if name in _FIELDS else ()
    number = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf")
    reason: str | None = None
    match default:
        case None:
            return f"unknown setting {name!r}; must be one of {', '.join(sorted(_FIELDS))}, record_seconds"
        case _ if value is None:
            return None
        case bool():
            reason = None if isinstance(value, bool) else "true or false"
        case int():
            reason = None if number and isinstance(value, int) else "an integer"
        case float():
            reason = None if number else "a number of seconds"
        case tuple():
            is_item, wanted = _ITEMS[name]
            texts = isinstance(value, list | tuple) and all(isinstance(item, str) and is_item(item) for item in value)
            reason = None if texts else wanted
        case _ if choices:
            reason = None if value in choices else f"one of {', '.join(choices)}"
        case _:
            reason = None if isinstance(value, str) and value else "a string"
    return f"{name} must be {reason}, not {value!r}" if reason else None


class SettingsBook:
    """The settings of every account: a default, and what single accounts do differently."""

    def __init__(self, changes: Mapping[str, Any] | None = None) -> None:
        self._start = parse(changes or {})
        self._default = Settings(**self._start)
        self._overrides: dict[str, dict[str, Any]] = {}
        self._effective: dict[str, Settings] = {}  # every call asks several times

    def of(self, account: str) -> Settings:
        """Return the settings that hold for an account."""
        if account not in self._effective:
            overrides = self._overrides.get(account)
            self._effective[account] = dataclasses.replace(self._default, **overrides) if overrides else self._default
        return self._effective[account]

    def default(self) -> Settings:
        """Return the settings of accounts that have none of their own."""
        return self._default

    def reset(self) -> None:
        """Go back to the settings that the emulator was started with."""
        self._default = Settings(**self._start)
        self._overrides.clear()
        self._effective.clear()

    def change(self, changes: Mapping[str, Any], account: str | None = None) -> Settings:
        """Change settings, for one account or for all that do not differ, and return the result."""
        parsed = parse(changes)
        self._effective.clear()
        if account is None:
            back = {name: self._start.get(name, _FIELDS[name].default) for name in parsed}
            self._default = dataclasses.replace(
                self._default, **{n: back[n] if v is None else v for n, v in parsed.items()}
            )
            return self._default
        own = self._overrides.setdefault(account, {})
        own.update({name: value for name, value in parsed.items() if value is not None})
        for name in [name for name, value in parsed.items() if value is None]:
            own.pop(name, None)
        return self.of(account)
