"""`python -m catalog_emulator`: serve until SIGTERM or Ctrl-C.

When it is ready it writes one line of JSON to its standard output, `{"url": "http://127.0.0.1:PORT"}`, and
nothing else ever.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import signal
import sys
import textwrap
import threading
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from catalog_emulator.core import answers
from catalog_emulator.core import settings as switches
from catalog_emulator.core.faults import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog_emulator.emulator import Emulator

_DISTRIBUTION = "servicecatalog-emulator"

_DESCRIPTION = """\
An offline AWS for Service Catalog: CloudFormation stacks, portfolios, products, provisioned products, S3, STS.
It listens on 127.0.0.1 only, keeps everything in memory, and starts empty.
"""

_USE = """\
use:
  python -m catalog_emulator --port 4566 &
  export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=111122223333 AWS_SECRET_ACCESS_KEY=any
  aws servicecatalog search-provisioned-products

accounts:
  An access key of 12 digits names the account; no other setup is needed. Credentials from
  sts:AssumeRole belong to the role's account, which does not have to exist before.

safety:
  It listens on 127.0.0.1 only. Requests whose Host is not local (127.0.0.1, localhost, *.localhost) or AWS's
  (*.amazonaws.com), and those of web pages from elsewhere (Origin), are refused with 403; --allow-host adds names.

control (JSON; catalog_emulator.control.Control is a client for Python):
  GET    /_emulator/health
  POST   /_emulator/reset         drops all resources, settings, faults and the journal; makes the --sample again.
                                  moto's own POST /moto-api/reset drops the resources only
  GET    /_emulator/journal?account=111122223333&since=17     every AWS call, in order
  DELETE /_emulator/journal?account=111122223333
  GET    /_emulator/settings?account=111122223333             with what every switch does
  PATCH  /_emulator/settings      {"account": "111122223333", "settings": {"import_seconds": 2}}
  POST   /_emulator/stacks/status {"account": "111122223333", "stack": "web", "status": "UPDATE_ROLLBACK_FAILED"}
  POST   /_emulator/stacks/drift  {"account": "111122223333", "stack": "web", "resource": "Queue",
                                   "properties": {"DelaySeconds": 5}}    or "deleted": true; for drift detection
  POST   /_emulator/provisioned-products/status
                                  {"account": "111122223333", "provisioned_product": "web", "status": "TAINTED"}
  POST   /_emulator/artifacts/status {"account": "111122223333", "artifact": "pa-...", "status": "FAILED"}
  POST   /_emulator/launch-paths/rotate {"account": "111122223333"}    new IDs, also of one "product"
  POST   /_emulator/clock/advance {"seconds": 60}             with --manual-clock

faults (POST /_emulator/faults; GET shows them, DELETE ?account= or ?id= removes them):
  {"kind": "throttle", "account": "111122223333", "service": "servicecatalog", "operation": "Describe*",
   "nth": 2, "times": 3, "probability": 0.5, "seed": 7}
{faults}

settings (--set NAME=VALUE, or at any time through the control endpoint, for all accounts or for one):
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the emulator, and return its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.version:
        sys.stdout.write(f"{_DISTRIBUTION} {metadata.version(_DISTRIBUTION)}\n")
        return 0
    try:
        changes = _changes(options)
    except switches.SettingsError as error:
        parser.error(str(error))
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    # What is loaded stays: to look through it for garbage again and again takes a quarter of the start.
    gc.disable()
    from catalog_emulator.emulator import Emulator  # noqa: PLC0415  # takes seconds: --help must not

    try:
        emulator = Emulator(
            port=options.port,
            settings=changes,
            manual_clock=options.manual_clock,
            seed=options.seed,
            allowed_hosts=options.allow_host,
        )
    except OSError as error:
        sys.stderr.write(
            f"cannot listen on 127.0.0.1:{options.port}: {error.strerror or error}. "
            "--port names another one; without it, a free one is taken\n"
        )
        return 1
    gc.freeze()
    gc.enable()
    with emulator:
        emulator.world.refill = partial(_fill, emulator, options)
        emulator.world.refill()
        sys.stdout.write(json.dumps({"url": emulator.url}) + "\n")
        sys.stdout.flush()
        while not stopping.wait(timeout=0.5):
            pass
    return 0


def _fill(emulator: Emulator, options: argparse.Namespace) -> None:
    """Make what the emulator starts with, at the start and after a reset."""
    if options.sample:
        from catalog_emulator import sample  # noqa: PLC0415

        sample.fill(emulator.url, account=options.sample)
    if options.sample_fleet:
        from catalog_emulator.sample_fleet import fill, plan  # noqa: PLC0415

        size = plan.Size(accounts=options.sample_fleet, seed=plan.Size().seed if options.seed is None else options.seed)
        with emulator.world.lock:
            fill.fill(emulator.world, size)
    if options.latency:
        emulator.control.add_fault("delay", seconds=options.latency, times=None)


def _changes(options: argparse.Namespace) -> dict[str, Any]:
    """Return the settings of the command line; what is said last holds, and --set before all."""
    changes: dict[str, Any] = {}
    for path in options.answers:
        changes |= answers.load(path)
    if options.record_seconds is not None:
        changes |= switches.parse({"record_seconds": options.record_seconds})
    return changes | switches.parse_text(options.settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m catalog_emulator",
        description=_DESCRIPTION,
        epilog=_USE.replace("{faults}", _faults()) + _switches(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=0, help="port to listen on; 0, the default, takes a free one")
    parser.add_argument(
        "--record-seconds", type=float, metavar="S", help="how long every record is IN_PROGRESS (default: 0.2)"
    )
    parser.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="change a setting; may be repeated",
    )
    parser.add_argument(
        "--answers",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="settings as `python -m catalog_emulator.probe` found them at AWS; --set overrides; may be repeated",
    )
    parser.add_argument(
        "--manual-clock", action="store_true", help="time stands still until POST /_emulator/clock/advance"
    )
    parser.add_argument(
        "--sample",
        nargs="?",
        const="111122223333",
        type=_account,
        metavar="ACCOUNT",
        help="start with a few stacks and a portfolio in an account (default: 111122223333), in eu-west-1",
    )
    parser.add_argument(
        "--sample-fleet",
        nargs="?",
        const=1000,
        type=_positive,
        metavar="ACCOUNTS",
        help="start with an organization of this many accounts (default: 1000), managed from 999900000000: in "
        "eu-west-1 and us-east-1 of each, 30 stacks and 2 or 3 products. "
        "`python -m catalog_emulator.sample_fleet` lists them",
    )
    parser.add_argument("--latency", type=float, metavar="S", help="let every AWS call take this many seconds longer")
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="serve requests for this host name too, and of web pages from there; may be repeated",
    )
    parser.add_argument("--version", action="store_true", help="show the version and exit")
    parser.add_argument("--seed", type=int, help="make the same IDs in every run")
    return parser


def _account(text: str) -> str:
    if len(text) != 12 or not text.isdigit():
        raise argparse.ArgumentTypeError(f"an account must be 12 digits, not {text!r}")
    return text


def _positive(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"must be a number of accounts, 1 or more, not {text!r}")
    return int(text)


def _faults() -> str:
    return "\n".join(f"  {kind:<13}{meaning}" for kind, meaning in KINDS.items())


def _switches() -> str:
    lines = []
    for switch in switches.describe():
        default = str(switch["default"]).lower() if isinstance(switch["default"], bool) else switch["default"]
        choices = f" [{' | '.join(switch['choices'])}]" if switch["choices"] else ""
        lines.append(f"  {switch['name']} = {default}{choices}")
        lines += textwrap.wrap(switch["help"], width=96, initial_indent="      ", subsequent_indent="      ")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
