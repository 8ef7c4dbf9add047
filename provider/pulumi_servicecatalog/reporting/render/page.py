"""The page: one HTML file that can be mailed. It asks nothing of any machine, and its policy forbids that it could."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.reporting.headline import count
from pulumi_servicecatalog.reporting.overview import Overview
from pulumi_servicecatalog.reporting.render import rows
from pulumi_servicecatalog.reporting.timeline import Timeline

_FOLDER: Final = "pulumi_servicecatalog.reporting.render"
_MOST_SHOWN: Final = 20
"""How many rows of a table are shown before the rest is folded."""
_MOST_ROWS: Final = 500
"""How many rows a table without a search has at most."""
_WIDTH, _HEIGHT = 640, 150
"""Of the picture of a rollout."""


def page(overview: Overview) -> str:
    """Return the page of a report."""
    template = _environment().get_template("report.html.jinja")
    style, script = _text("report.css"), _text("report.js")
    return template.render(
        o=overview,
        report=overview.report,
        style=style,
        script=script,
        policy=_policy(style, script),
        data=rows.as_json(overview.report),
        course=_course(overview.rollout) if overview.rollout else None,
        most=_MOST_SHOWN,
        most_rows=_MOST_ROWS,
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(_FOLDER, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    environment.filters["bars"] = _bars
    environment.filters["number"] = lambda value: f"{value:,}"
    environment.filters["percent"] = lambda value: f"{value:.0%}"
    environment.filters["duration"] = duration
    environment.filters["count"] = count
    return environment


def _finalized(value: Any) -> Any:
    """Return a value as it is shown; markup is ours, and every other text may be of AWS or a program."""
    return display.line(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _text(name: str) -> Markup:
    text = resources.files(_FOLDER).joinpath("templates", name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - a file of ours


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _bars(counts: Sequence[tuple[str, int]], total: int) -> Sequence[Mapping[str, Any]]:
    """Return the parts of a bar of width 100: class, begin and width of each that is not empty."""
    parts, begin = [], 0.0
    for class_, number in counts:
        width = 100 * number / total if total else 0.0
        if number:
            parts.append({"class": class_, "x": f"{begin:.2f}", "width": f"{width:.2f}"})
        begin += width
    return parts


def _course(rollout: Timeline) -> Mapping[str, Any] | None:
    """Return the lines and the waves of the picture of a rollout, in its coordinates; None where nobody timed it."""
    if not rollout.points:
        return None
    last = max(rollout.seconds, 0.001)

    def across(seconds: float) -> float:
        return round(_WIDTH * seconds / last, 1)

    def up(number: int) -> float:
        return round(_HEIGHT * (1 - number / rollout.shards), 1)

    lines = {}
    for name in ("good", "bad"):
        before, corners = 0, [f"0,{up(0)}"]
        for point in rollout.points:
            number = getattr(point, name)
            if number != before or point is rollout.points[-1]:
                corners += [f"{across(point.seconds)},{up(before)}", f"{across(point.seconds)},{up(number)}"]
            before = number
        lines[name] = " ".join(corners)
    waves = [
        {"x": across(wave.begun), "width": max(1.0, across(wave.ended - wave.begun)), "number": wave.number}
        for wave in rollout.waves
    ]
    return {"width": _WIDTH, "height": _HEIGHT, "lines": lines, "waves": waves}


def duration(seconds: float) -> str:
    """Return seconds in the unit that people use."""
    whole = round(seconds)
    if whole < 120:
        return f"{whole} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60:02} min"
