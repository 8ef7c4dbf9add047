"""What CloudFormation's drift detection finds: resources of a stack that somebody has changed or deleted."""

from dataclasses import dataclass

IN_PROGRESS = "DETECTION_IN_PROGRESS"
COMPLETE = "DETECTION_COMPLETE"
DELETED = "DELETED"


@dataclass(frozen=True, kw_only=True, slots=True)
class DriftDetection:
    """A detection. `status` is DETECTION_IN_PROGRESS, DETECTION_COMPLETE or DETECTION_FAILED, `reason` says why."""

    id: str
    status: str
    reason: str = ""

    @property
    def ended(self) -> bool:
        """Tell whether it has come to its end."""
        return self.status != IN_PROGRESS


@dataclass(frozen=True, kw_only=True, slots=True)
class PropertyDifference:
    """A property of a resource: `path` is as /DelaySeconds. Values may be secrets of the template's parameters."""

    path: str
    expected: str = ""
    actual: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ResourceDrift:
    """A resource that is not as its stack's template has it. `status` is MODIFIED or DELETED."""

    logical_id: str
    physical_id: str = ""
    type: str = ""
    status: str = ""
    differences: tuple[PropertyDifference, ...] = ()
