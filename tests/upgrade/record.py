"""Records the states of the present version, for the tests of those after it. Run once, when it is released:

    eval "$(make -s env)"
    PYTHONPATH=tests python -m upgrade.record

It takes the programs and world.py of this version's folder; where there is none yet, it copies those of the version
before. What is recorded already is left alone: delete a state to record it again.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from upgrade import identifiers
from upgrade.environment import Environment, emulator
from upgrade.recording import HERE, PROVIDERS, Recording

UP = ("up", "--yes", "--skip-preview")
FAILING = (*UP, "--continue-on-error")


def healthy(recording: Recording, environment: Environment) -> None:
    """Bring one stack after the other under the catalog; then change one, and move two to another product."""
    recording.world["adopt_for_import"](environment.client)
    if recording.provider == "plugin":  # the dynamic provider cannot import, and takes the adopted stack as it is
        type_, stack = "servicecatalog:index:ImportedProvisionedProduct", "imported"
        arn = environment.pulumi("config", "get", stack).strip()
        environment.pulumi("import", type_, stack, arn, "--yes", "--protect=false", "--generate-code=false")
    _configure(environment, changed_version="v1", changed_timeout="60")
    _configure(environment, moved_product="web-service", moved_by_update_product="web-service")
    environment.pulumi(*UP)
    _configure(environment, moved_by_update_product="shop-service")
    environment.pulumi(*UP)
    environment.aws.set(product_change="refused")
    _configure(environment, moved_product="shop-service", changed_version="v2", changed_timeout="90")
    environment.pulumi(*UP)
    environment.pulumi("preview", "--expect-no-changes")


def failed_update(recording: Recording, environment: Environment) -> None:
    """Have the updates fail, since the buckets of the new version exist already."""
    _configure(environment, version="v1")
    environment.pulumi(*UP)
    _configure(environment, version="v2")
    with recording.world["buckets"](environment.client):
        environment.pulumi(*FAILING, ok=False)


def timeout(_recording: Recording, environment: Environment) -> None:
    """Have the operations hang until Pulumi's time is over."""
    _configure(environment, version="v1")
    environment.pulumi(*UP, "--target", "**update")
    _configure(environment, version="v2")
    aws = environment.aws
    for operation in ("import", "update", "provision"):
        aws.control.add_fault("record-hangs", account=aws.account, operation=operation, times=None)
    environment.pulumi(*FAILING, ok=False)
    aws.control.remove_faults(account=aws.account)


CASES: dict[str, Callable[[Recording, Environment], None]] = {
    "healthy": healthy,
    "failed-update": failed_update,
    "timeout": timeout,
}


def record(recording: Recording, environment: Environment) -> None:
    """Run the program through its history, and keep the state."""
    recording.world["prepare"](environment.client)
    recording.write_program(environment.program, identifiers.of(environment.client))
    environment.pulumi("stack", "init", "dev")
    CASES[recording.case](recording, environment)
    recording.keep(environment.pulumi("stack", "export", "--show-secrets"), identifiers.of(environment.client))


def _configure(environment: Environment, **values: str) -> None:
    for name, value in values.items():
        environment.pulumi("config", "set", name.replace("_", "-"), value)


def _prepare(name: str) -> None:
    """Have a folder for this version."""
    before = sorted(HERE.glob("v*"), key=lambda folder: [int(part) for part in folder.name[1:].split(".")])
    if not (HERE / name).exists():
        shutil.copytree(before[-1], HERE / name, ignore=shutil.ignore_patterns("*.json", "__pycache__"))


def main() -> None:
    """Record what is not recorded yet."""
    name = f"v{version('pulumi-servicecatalog')}"
    _prepare(name)
    with emulator() as url, tempfile.TemporaryDirectory() as folder:
        for number, (case, provider) in enumerate((case, provider) for case in CASES for provider in PROVIDERS):
            recording = Recording(version=name, case=case, provider=provider)
            if recording.state_file.exists():
                sys.stdout.write(f"{recording}: recorded already\n")
                continue
            own = Path(folder, str(recording))
            record(recording, Environment.at(own, url=url, account=f"1111222233{number:02}"))
            sys.stdout.write(f"{recording}: recorded\n")


if __name__ == "__main__":
    main()
