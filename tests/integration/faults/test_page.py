"""docs/development/faults.md shows what the tests saw."""

from pathlib import Path

from tools.generate import faults_page

from integration.faults import seen
from integration.faults.fault_cases import FAULTS
from integration.faults.scenarios import SCENARIOS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "development" / "faults.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == faults_page.render({}), "run make generate"


def test_every_fault_of_the_table_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for fault in FAULTS:
        assert f"## {fault.name[0].upper()}{fault.name[1:]}\n" in text
        for scenario in SCENARIOS:
            assert seen.recorded(fault.name, scenario)
