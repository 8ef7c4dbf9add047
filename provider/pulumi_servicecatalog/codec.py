"""Between plain values by the names of schema.json, and the model. Both providers decode and encode through it.

Plain values are those of JSON, with UNKNOWN where the engine cannot know one yet.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from pulumi_servicecatalog.model import outputs, properties
from pulumi_servicecatalog.model.arn import parse_stack_arn
from pulumi_servicecatalog.model.connection import Connection, UnknownConnection
from pulumi_servicecatalog.model.desired import (
    ById,
    ByName,
    Desired,
    DesiredImport,
    DesiredLaunch,
    Latest,
    Preflight,
    Reference,
    Version,
    kind_of,
)
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.properties import BY_NAME, PROVISIONED, Comparison, ResourceKind
from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, ProvisionedProduct
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.model.unknown import UNKNOWN, Unknown
from pulumi_servicecatalog.rules.drift import Change

Values = Mapping[str, Any]
"""Plain values by the names of properties."""

_CONNECTION = {prop.name: prop.field.removeprefix("connection.") for prop in properties.CONNECTION}
_WRITTEN_DOWN = tuple(prop for prop in properties.PROPERTIES if prop.default_provisioned is not None)
"""What a default means that is not the same for both resources, which a reader of a preview or state has to see."""

_REMEMBERED = properties.compared(Comparison.EACH_KEY) | properties.compared(Comparison.LAST_DECLARED)
"""Inputs of which AWS reports nothing, or not all: values that it masks, tags that are to go, places of stack sets."""

_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0}


def desired(kind: ResourceKind, values: Values, *, shown_parameters: frozenset[str] = frozenset()) -> Desired:
    """Return the declaration that inputs are, unknown values and all. They have passed `rules.inputs`."""
    common: dict[str, Any] = {
        "name": values["name"],
        "product": cast("Reference | Unknown", reference(values, "productId", "productName")),
        "artifact": _version(values),
        "path": reference(values, "pathId", "pathName"),
        "parameters": values.get("parameters"),
        "shown_parameters": shown_parameters,
        "tags": values.get("tags"),
        "launch_role_arn": values.get("launchRoleArn"),
        "owner": values.get("owner"),
        "plain": _plain(kind, values),
        "preflight": _preflight(values),
        "preview_changes": values.get("previewChanges"),
        "timeouts": UNKNOWN if has_unknown(values.get("timeouts")) else timeouts(values.get("timeouts")),
        "accept_language": _setting(kind, values, "acceptLanguage"),
        "retain_physical_resources": _setting(kind, values, "retainPhysicalResources"),
        "ignore_errors": _setting(kind, values, "ignoreErrors"),
        "connection": connection(values),
    }
    if kind is PROVISIONED:
        topics = values.get("notificationArns")
        return DesiredLaunch(
            notification_arns=UNKNOWN if has_unknown(topics) else tuple(topics or ()),
            preferences=_preferences(values.get("provisioningPreferences")),
            **common,
        )
    return DesiredImport(
        physical_id=values["physicalId"],
        apply_constraints=_setting(kind, values, "applyConstraints"),
        **common,
    )


def declared_before(kind: ResourceKind, values: Values) -> Desired | None:
    """Return what was declared last; None where the values are too few to tell."""
    if any(values.get(name) is None for name in properties.required(kind)):
        return None
    return desired(kind, values)


def recorded(kind: ResourceKind, id_: str, values: Values) -> RecordedState:
    """Return what a state remembers. `values` are its outputs, and beneath them its inputs: all of them known."""
    known = connection(values)
    return RecordedState(
        id=values.get("provisionedProductId") or id_,
        arn=values.get("arn") or "",
        stack_id=values.get("stackId") or "",
        region=values.get("region") or "",
        desired=declared_before(kind, _without_reported_ids(values)),
        reported=_reported(id_, values),
        connection=known if isinstance(known, Connection) else known.known,
        retain_physical_resources=_setting(kind, values, "retainPhysicalResources") is not False,
        ignore_errors=_setting(kind, values, "ignoreErrors") is True,
        accept_language=_setting(kind, values, "acceptLanguage"),
        delete_timeout=timeouts(values.get("timeouts")).get("delete"),
    )


def _without_reported_ids(values: Values) -> Values:
    """Leave out the IDs that AWS reports beside the names: a program declares one of both."""
    by_name = (
        "productName" in values,
        values.get("provisioningArtifactName")
        not in {
            None,
            values.get("provisioningArtifactId"),
        },
    )
    reported = {name for name, named in zip(("productId", "provisioningArtifactId"), by_name, strict=True) if named}
    return {name: value for name, value in values.items() if name not in reported}


def connection(values: Values) -> Connection | UnknownConnection:
    """Return the connection that values declare, as far as it is known."""
    declared: dict[str, Any] = {field: values.get(name) for name, field in _CONNECTION.items()}
    unknown = frozenset(field for field, value in declared.items() if value is UNKNOWN)
    known = Connection(**{field: value for field, value in declared.items() if field not in unknown})
    return UnknownConnection(known=known, unknown=unknown) if unknown else known


def import_location(identifier: str) -> dict[str, str]:
    """Return the connection's values that an imported identifier tells by itself: the Region of a stack's ARN."""
    arn = parse_stack_arn(identifier)
    return {"region": arn.region} if arn else {}


def reference(values: Values, by_id: str, by_name: str) -> Reference | Unknown | None:
    """Return what is named by an ID or a name; None where neither is declared."""
    for name, kind in ((by_id, ById), (by_name, ByName)):
        if (value := values.get(name)) is not None:
            return UNKNOWN if value is UNKNOWN else kind(value)
    return None


def timeouts(declared: Any) -> dict[str, float]:
    """Return seconds by `create`, `update` and `delete`."""
    if not isinstance(declared, Mapping):
        return {}
    return {operation: duration(text) for operation, text in declared.items() if isinstance(text, str)}


def duration(text: str) -> float:
    """Return the seconds of a duration as Pulumi writes it in customTimeouts: `30m`, `1h30m`, `90s`."""
    return sum(float(number) * _UNITS[unit] for number, unit in re.findall(r"([0-9.]+)([hms])", text))


def has_unknown(value: Any) -> bool:
    """Return whether anything in a value is not known yet."""
    if isinstance(value, Mapping):
        return any(has_unknown(member) for member in value.values())
    if isinstance(value, list | tuple):
        return any(has_unknown(member) for member in value)
    return value is UNKNOWN


def checked_inputs(kind: ResourceKind, values: Values, *, region: str | None) -> dict[str, Any]:
    """Return the inputs as the state is to keep them.

    The Region is written down, so that another environment shows as a change instead of as a resource that is gone.
    """
    defaults = {prop.name: prop.default_of(kind) for prop in _WRITTEN_DOWN} if kind is PROVISIONED else {}
    return {**defaults, **values, **({} if region is None else {"region": region})}


def inputs(declaration: Desired) -> dict[str, Any]:
    """Return the inputs of a program that declares this; what is left out, or a default, is not among them."""
    kind = kind_of(declaration)
    written = {prop.name for prop in _WRITTEN_DOWN} if kind is PROVISIONED else set()
    values = {prop.name: declaration.value_of(prop) for prop in properties.of(kind)}
    return {
        name: dict(value) if isinstance(value, Mapping) else value
        for name, value in values.items()
        if name in written or (value not in (None, (), {}) and not _is_default(kind, name, value))
    }


def state(values: Values, observed: ObservedState, before: Values | None = None) -> dict[str, Any]:
    """Return the whole state: the inputs, and over them what AWS reports.

    What AWS does not report stays as it is in the state `before`: AWS's search shows some provisioned products late or
    not at all, some callers may not read stacks, and a refresh of many does not ask for launch roles.
    """
    reported = outputs.values(observed)
    known = before or {name: values[name] for name in ("launchRoleArn", "owner") if name in values}
    for output in outputs.OUTPUTS:
        if not output.is_reported(observed) and known.get(output.name):
            reported[output.name] = known[output.name]
    product = observed.provisioned_product
    if not product.artifact_name and known.get("provisioningArtifactId") != product.artifact_id:
        declared = None if before else values.get("provisioningArtifactName")  # which the next preview compares with
        reported["provisioningArtifactName"] = declared or product.artifact_id
    return {**values, **reported}


def inputs_after_failure(kind: ResourceKind, declared: Values, before: Values | None) -> dict[str, Any]:
    """Return the inputs to record once a creation or an update has failed in part.

    What AWS does not report stays as it was `before` an update, so that the next preview shows the change again. An
    import has sent neither parameters nor tags, so none are recorded; a launch has sent all of it.
    """
    if before is None and kind is PROVISIONED:
        return dict(declared)
    not_sent = properties.compared(Comparison.EACH_KEY) if before is None else _REMEMBERED
    kept = {name: before[name] for name in not_sent if name in before} if before is not None else {}
    return {**{name: value for name, value in declared.items() if name not in not_sent}, **kept}


def live_inputs(values: Values, changes: Iterable[Change]) -> dict[str, Any]:
    """Return the inputs with AWS's own values in the place of those that have drifted."""
    live = dict(values)
    for change in changes:
        name, key = change.path.name, change.path.key
        if name not in values and key is None:  # no program declares a status
            continue
        value = change.actual if key is None else {**live.get(name, {}), key: change.actual}
        live[name] = {k: v for k, v in value.items() if v is not None} if isinstance(value, Mapping) else value
    return live


def _is_default(kind: ResourceKind, name: str, value: object) -> bool:
    default = BY_NAME[name].default_of(kind)
    return default is not None and (value == default or getattr(value, "value", None) == default)


def _setting(kind: ResourceKind, values: Values, name: str) -> Any:
    """Return the value, or where there is none its default. What is not known yet is unknown, and no default."""
    value = values.get(name)
    return BY_NAME[name].default_of(kind) if value is None else value


def _preflight(values: Values) -> Preflight | Unknown:
    value = values.get("preflight")
    return value if isinstance(value, Unknown) else Preflight(value or Preflight.ERROR.value)


def _reported(id_: str, values: Values) -> ProvisionedProduct:
    """Return what AWS reported last, as far as a declaration is compared with it."""
    return ProvisionedProduct(
        id=values.get("provisionedProductId") or id_,
        name=values.get("name") or "",
        arn=values.get("arn") or "",
        type=values.get("type") or "",
        status=AVAILABLE,
        physical_id=values.get("stackId") or None,
        product_id=values.get("productId") or "",
        product_name=values.get("productName") or "",
        artifact_id=values.get("provisioningArtifactId") or "",
        artifact_name=values.get("provisioningArtifactName") or "",
        launch_role_arn=values.get("launchRoleArn") or "",
        searched=False,
    )


def _plain(kind: ResourceKind, values: Values) -> dict[str, object]:
    names = [prop.name for prop in properties.of(kind) if not prop.field]
    return {name: values[name] for name in names if values.get(name) is not None}


def _version(values: Values) -> Version | Unknown | None:
    policy = values.get("versionPolicy")
    if isinstance(policy, Unknown):
        return policy
    if policy in {latest.value for latest in Latest}:
        return Latest(policy)
    return reference(values, "provisioningArtifactId", "provisioningArtifactName")


def _preferences(declared: Any) -> StackSetPreferences | Unknown | None:
    if declared is None:
        return None
    if has_unknown(declared):
        return UNKNOWN
    return StackSetPreferences(
        accounts=tuple(declared.get("stackSetAccounts", ())),
        regions=tuple(declared.get("stackSetRegions", ())),
        failure_tolerance_count=declared.get("stackSetFailureToleranceCount"),
        failure_tolerance_percentage=declared.get("stackSetFailureTolerancePercentage"),
        max_concurrency_count=declared.get("stackSetMaxConcurrencyCount"),
        max_concurrency_percentage=declared.get("stackSetMaxConcurrencyPercentage"),
    )
