"""Measures, and prints one table: `make bench`, `make bench ARGS=--full`.

    python -m benchmarks --full --json figures.json
    python -m benchmarks --only nothing-to-do start-up

Each row has n, the median, the least and the most of its runs; the ratio is the median of the ratios of single runs to
those of what it is compared with, which were made in turn, with the least and the most of those.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from importlib import import_module, metadata
from pathlib import Path
from pkgutil import iter_modules

from benchmarks import subjects
from benchmarks.rows import BENCHMARKS, Row, Session

_SCHEMA_VERSION = 1


def main() -> None:
    for module in iter_modules(subjects.__path__):
        import_module(f"benchmarks.subjects.{module.name}")
    options = _parser().parse_args()
    if options.list:
        print("\n".join(f"{name:<22}{(one.rows.__doc__ or '').splitlines()[0]}" for name, one in BENCHMARKS.items()))
        return
    chosen = options.only or [name for name, one in BENCHMARKS.items() if options.full or not one.full]
    machine = _machine()
    print(", ".join(f"{name} {value}" for name, value in machine.items()))
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        session = Session(folder=Path(folder), full=options.full, runs=options.runs)
        _heading()
        for name in chosen:
            for row in BENCHMARKS[name].rows(session):
                rows.append(row)
                _show(row)
    document = {"schemaVersion": _SCHEMA_VERSION, "machine": machine, "rows": [row.as_dict() for row in rows]}
    if options.json:
        options.json.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    missed = [row for row in rows if row.met is False]
    print(f"{sum(row.met is True for row in rows)} goals met, {len(missed)} missed, load {os.getloadavg()[0]:.1f}")


def _heading() -> None:
    print(f"\n{'what':<44}{'of':<10}{'size':>7}{'n':>3}  {'median':>9} {'least to most':>17}  {'ratio':>23}  goal")


def _show(row: Row) -> None:
    spread = f"{_figure(min(row.values))} to {_figure(max(row.values))}" if len(row.values) > 1 else ""
    ratio = f"{row.ratio:.2f} ({row.ratios[0]:.2f} to {row.ratios[-1]:.2f})" if row.ratio is not None else ""
    goal = f"{row.goal} {'met' if row.met else 'MISSED'}" if row.goal else ""
    size = "" if row.size is None else f"{row.size:,}"
    note = f"  {row.note}" if row.note else ""
    print(
        f"{row.what:<44}{row.subject:<10}{size:>7}{len(row.values):>3}  {_figure(row.median):>9} {spread:>17}"
        f"  {ratio:>23}  {row.unit}  {goal}{note}",
        flush=True,
    )


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def _machine() -> dict[str, str]:
    processors = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "measured": time.strftime("%Y-%m-%d", time.gmtime()),
        "processor": processors[0].partition(": ")[2] if processors else platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": platform.system(),
        "python": platform.python_version(),
        "pulumi SDK": metadata.version("pulumi"),
        "grpcio": metadata.version("grpcio"),
        "bytecode": "not written" if sys.dont_write_bytecode else "kept",
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true", help="all of it: larger sizes, and what takes long")
    parser.add_argument("--only", nargs="+", choices=BENCHMARKS, metavar="NAME", help="benchmarks by name (see --list)")
    parser.add_argument("--list", action="store_true", help="name the benchmarks")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file as well")
    return parser


if __name__ == "__main__":
    main()
