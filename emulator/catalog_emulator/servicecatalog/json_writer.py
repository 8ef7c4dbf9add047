"""Results written as AWS JSON 1.1, against botocore's output shape.

A member that the model does not have is a bug of the emulator and raises: moto's writer would drop it in silence.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from catalog_emulator.core import api_model


def write(operation: str, result: dict[str, Any]) -> str:
    """Return the JSON body of a result; members that are None are left out."""
    shape = api_model.service("servicecatalog").operation_model(operation).output_shape
    return json.dumps(_written(result, shape, operation) if shape is not None else {})


def _written(value: Any, shape: Any, path: str) -> Any:
    match shape.type_name:
        case "structure":
            unknown = set(value) - set(shape.members)
            if unknown:
                raise KeyError(f"{path} has no member {', '.join(sorted(unknown))}")
            return {
                name: _written(item, shape.members[name], f"{path}.{name}")
                for name, item in value.items()
                if item is not None
            }
        case "list":
            return [_written(item, shape.member, path) for item in value]
        case "map":
            return {key: _written(item, shape.value, path) for key, item in value.items() if item is not None}
        case "timestamp":
            return value.timestamp() if isinstance(value, datetime) else value
    return value
