"""The answers file: what `catalog_emulator.probe` learned from AWS, and the settings that follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from catalog_emulator.core import settings as switches

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SCHEMA_VERSION = 1


def write(path: Path, document: dict[str, Iterable[dict[str, Any]]]) -> None:
    """Write an answers file.

    Args:
        path: the file; it is replaced.
        document: `answers`, each with `switch`, `value` and how it is known; what else is in it is not read again.
    """
    text = yaml.safe_dump({"schemaVersion": SCHEMA_VERSION} | document, sort_keys=False, width=120, allow_unicode=True)
    path.write_text(text, encoding="utf-8")


def load(path: Path) -> dict[str, Any]:
    """Return the settings of an answers file.

    Raises:
        SettingsError: it cannot be read, or says what the emulator does not know; with every reason.
    """
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise switches.SettingsError(f"cannot read {path}: {error.strerror or error}") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise switches.SettingsError(f"{path} is not YAML: {error}") from error
    try:
        return switches.parse(_values(document))
    except switches.SettingsError as error:
        raise switches.SettingsError(f"{path}: {error}") from error


def _values(document: Any) -> dict[str, Any]:
    if not isinstance(document, dict) or document.get("schemaVersion") != SCHEMA_VERSION:
        raise switches.SettingsError(f"schemaVersion must be {SCHEMA_VERSION}")
    answers = document.get("answers")
    if not isinstance(answers, list) or not all(_is_answer(answer) for answer in answers):
        raise switches.SettingsError("answers must be a list, each answer with switch and value")
    values: dict[str, Any] = {}
    for answer in answers:
        if answer["switch"] in values:
            raise switches.SettingsError(f"{answer['switch']} is answered twice")
        if answer["value"] is None:
            raise switches.SettingsError(f"{answer['switch']} has no value")
        values[answer["switch"]] = answer["value"]
    return values


def _is_answer(answer: Any) -> bool:
    return isinstance(answer, dict) and isinstance(answer.get("switch"), str) and "value" in answer
