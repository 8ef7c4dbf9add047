"""Whatever others write, and wherever it is shown: nothing of it acts on a terminal or a log."""

import io
import json
import re
import unicodedata
from contextlib import redirect_stderr
from dataclasses import fields, is_dataclass, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tools.generate.problem_samples import samples

from pulumi_servicecatalog.cli import exit_codes, layout, main, records, verdicts
from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.plan import Plan, ResourceChange
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.record import RecordError
from pulumi_servicecatalog.model.verdict import Verdict
from pulumi_servicecatalog.providers.dynamic.failure import ProviderBug, ResourceFailed
from pulumi_servicecatalog.providers.engine_log import EngineLog, ResourceLog
from pulumi_servicecatalog.providers.plugin import failures
from pulumi_servicecatalog.rules import plan_table
from support.fakes.samples import account, product, record
from support.random_cases import cases
from support.tables import table
from unit.cli.test_renderings import verdict

PIECES = [
    *("\x00", "\x07", "\x08", "\x1b[2J", "\x7f", "\x85", "\x9b31m", "\r", "\u00ad", "\u061c", "\u200b"),
    *("\u202e", "\u2066", "\ufeff", "\U000e0041", "\ud800"),
    *("\n", "\r\n", "\u2028", "\u2029", "\v", "\f", "\t", " ", "  "),
    *("<{%fg 1%}>", "<", "{", "%", "<{", "{%", "%}>", "\\"),
    *("::error::fake", "::", "##[error]x", "##vso[task.setvariable]", "#", "[", "error: fake", "é", "日本", "x"),
]
HOSTILE = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=12).map("".join)


def acting(text: str) -> list[str]:
    return [char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and char != "\n"]


def harmless(text: str) -> None:
    assert not acting(text)
    assert "<{%" not in text
    assert not re.search(r"##(vso)?\[", text)
    assert not re.search(r"^\s*::", text, re.MULTILINE)


def filled(value: Any, hostile: str) -> Any:
    """Return a fact with this text in the place of every text in it."""
    if isinstance(value, str):
        return hostile
    if isinstance(value, tuple):
        return tuple(filled(item, hostile) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: filled(getattr(value, field.name), hostile) for field in fields(value)})
    return value


@settings(max_examples=cases(300))
@given(sample=st.sampled_from(samples()), hostile=HOSTILE)
def test_a_problem_is_one_harmless_line_whatever_its_facts_are(sample: Problem, hostile: str) -> None:
    problem = filled(sample, hostile)
    assert len(str(problem).split("\n")) == 1
    for text in (str(problem), problem.message(), problem.remedy(), *problem.as_dict().values()):
        harmless(text)


class Engine:
    """The engine's log, which keeps the lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def Log(self, request: Any, timeout: float) -> None:  # noqa: ARG002, N802 - as the protocol has it
        self.lines.append(request.message)


@given(hostile=HOSTILE)
def test_a_line_on_a_resource_is_harmless(hostile: str) -> None:
    log, engine = EngineLog(None), Engine()
    log._engine = engine
    on_resource = ResourceLog(log, "urn")
    for show in (on_resource.status, on_resource.info, on_resource.warning, on_resource.error):
        show(f"rec-1 is {hostile}")
        show(hostile)
    for line in engine.lines:
        harmless(line)
        assert "\n" not in line


@given(hostile=HOSTILE)
def test_the_failures_of_both_providers_are_harmless(hostile: str) -> None:
    problems = tuple(filled(problem, hostile) for problem in samples()[:3])
    for text in (failures.refused(problems).message, str(ResourceFailed(problems))):
        assert text.count("\n") == len(problems) - 1
        harmless(text)
    for text in (failures.malformed(f"there is no {hostile}").message, str(ProviderBug(ValueError(hostile)))):
        assert "\n" not in text
        harmless(text)


@given(hostile=HOSTILE)
def test_what_an_update_would_change_is_harmless(hostile: str) -> None:
    change = ResourceChange(logical_id=hostile, type=hostile, action=hostile, replacement=hostile, scope=(hostile,))
    plan = Plan(id="plan-1", name="preview", provisioned_product_id="pp-1", changes=(change,))
    shown = plan_table.render(plan, ObservedState(provisioned_product=product()))
    assert shown.count("\n") == 1
    harmless(display.shown(shown))


@given(hostile=HOSTILE)
def test_what_catalogctl_prints_is_harmless_and_its_json_has_the_true_values(hostile: str) -> None:
    observed = replace(product(), name=hostile, status=hostile)
    known = record(observed, type=hostile, status=hostile, errors=(RecordError(code=hostile, description=hostile),))
    history = records.History(provisioned_product=observed, records=[known], versions={known.artifact_id: hostile})
    checked = verdict(account())
    hostile_verdict: Verdict = replace(checked, problems=tuple(filled(problem, hostile) for problem in samples()))
    unknown = Verdict(problems=())
    table_ = verdicts.as_table([(hostile, hostile_verdict), (hostile, unknown)])
    for blocks in (records.as_text(history), table_):
        harmless(layout.plain(blocks))
    for document in (records.as_json(history), verdicts.as_json([(hostile, hostile_verdict)])):
        assert not acting(document)
    assert json.loads(records.as_json(history))["records"][0]["errors"] == [{"code": hostile, "description": hostile}]
    assert json.loads(verdicts.as_json([(hostile, checked)]))["verdicts"][0]["asked"] == hostile


@given(hostile=HOSTILE.filter(str.strip))
def test_what_catalogctl_says_of_its_arguments_is_harmless(hostile: str) -> None:
    printed = io.StringIO()
    with redirect_stderr(printed):
        assert main.main([f"--{hostile}", hostile]) == exit_codes.CONFIGURATION
    with redirect_stderr(printed):
        layout.complain(hostile)
    harmless(printed.getvalue())


@table(
    "text shown",
    ("as it is: é, 日本, 'x', C:\\temp", "as it is: é, 日本, 'x', C:\\temp", "harmless text stays as it is"),
    ("a\x1b[2Jb", "a\\x1b[2Jb", "a control character"),
    ("a\u202eb", "a\\u202eb", "a character that reorders what follows"),
    ("a\r\n::error::b", "a\\r\\n::error::b", "a line's end"),
    ("::error::b", "\\::error::b", "a command at the beginning"),
    ("<{%reset%}>", "<{\\%reset%}>", "a colour directive"),
    ("x##[error]y", "x#\\#[error]y", "a command anywhere"),
)
def test_what_is_dangerous_is_shown_visibly(text: str, shown: str, reason: str) -> None:
    assert display.line(text) == shown, reason
    assert display.line(shown) == shown, reason
