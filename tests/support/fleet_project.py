"""A Pulumi project over the emulator's sample fleet, and rollouts of it by the command line."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from catalog_emulator import Background
from catalog_emulator.sample_fleet import plan
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.project import Project, adoptions_path
from support.account import Account
from support.processes import command, descendants
from support.pulumi_cli import Pulumi

ROLE = "arn:aws:iam::{account}:role/OrganizationAccountAccessRole"
_PROCESS = "-m pulumi_servicecatalog.automation"
_IMPORT = "ImportAsProvisionedProduct"


@dataclass(frozen=True)
class Outcome:
    """What a rollout came to: its exit code, what became of each Pulumi stack, and the codes of why."""

    code: int
    errors: str
    results: dict[str, dict[str, Any]]

    @property
    def statuses(self) -> dict[str, str]:
        return {stack: result["status"] for stack, result in sorted(self.results.items())}

    def codes(self, stack: str) -> list[str]:
        return [cause["code"] for cause in self.results[stack]["causes"]]

    @classmethod
    def of(cls, code: int, output: str, errors: str) -> Self:
        lines = [json.loads(line) for line in output.splitlines()]
        results = [line["result"] for line in lines if line["event"] == "shardDone"]
        assert len({result["stack"] for result in results}) == len(results), "a shard has several results"
        return cls(code=code, errors=errors, results={result["stack"]: result for result in results})


@dataclass(frozen=True)
class FleetProject:
    """The project in `folder`/adoptions, and the organization that it is of."""

    folder: Path
    environment: dict[str, str]
    emulator: Background
    declared: dict[Location, set[str]]
    workers: list["subprocess.Popen[str]"] = field(default_factory=list)
    schedulers: list["subprocess.Popen[str]"] = field(default_factory=list)

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, accounts: int, adoptions: int) -> Iterator[Self]:
        """Write a project that adopts some stacks in each account and Region of a fleet."""
        size = plan.Size(accounts=accounts)
        with Background("--sample-fleet", str(accounts), "--record-seconds", "0") as emulator:
            environment = Pulumi.at(folder, url=emulator.url, account=plan.MASTER).environment
            yield cls(folder, environment, emulator, dict(_written(folder / "adoptions", size, adoptions)))

    @property
    def stacks(self) -> list[str]:
        return sorted(f"{location.account}-{location.region}" for location in self.declared)

    def catalogctl(self, *arguments: str, exit_code: int = 0) -> str:
        """Run a command to its end."""
        with self.started(*arguments) as process:
            output, errors = process.communicate()
        assert process.returncode == exit_code, output + errors
        return output

    def started(self, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "pulumi_servicecatalog.cli.main", *arguments],
            cwd=self.folder,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def rollout(self, *arguments: str) -> Outcome:
        """Roll out, and return what it came to."""
        return ended(self.rollout_started(*arguments))

    def rollout_started(self, *arguments: str) -> "subprocess.Popen[str]":
        return self.started("rollout", "adoptions", "--yes", "--json", *arguments)

    def hold_imports(self) -> None:
        """Have every import wait, with nothing done, until the faults are removed."""
        self.emulator.control.add_fault("hold-before", operation=_IMPORT, times=None, seconds=600)

    def await_import(self, driver: "subprocess.Popen[str]") -> None:
        """Wait until an import of a driver is held."""
        while not any(fault["fired"] for fault in self.emulator.control.faults()):
            assert driver.poll() is None, driver.communicate()

    def kill_workers(self, driver: int) -> None:
        """Kill one process of a shard, with all that it has started, and the worker of a cluster that started it."""
        for parent in [*(worker.pid for worker in self.workers), driver]:
            processes = [pid for pid in descendants(parent) if _PROCESS in command(pid)]
            if processes:
                if parent != driver:
                    os.kill(parent, signal.SIGKILL)
                os.killpg(processes[0], signal.SIGKILL)
                return
        raise AssertionError("no process of a shard runs")

    def kill_all(self, driver: int) -> None:
        """Kill the driver and the processes of its shards, as when a machine is switched off."""
        processes = [pid for pid in descendants(driver) if _PROCESS in command(pid)]
        os.kill(driver, signal.SIGKILL)
        for pid in processes:
            os.killpg(pid, signal.SIGKILL)

    @contextmanager
    def cluster(self) -> Iterator[list[str]]:
        """Start a Dask cluster of two workers, and return the options that lead to it."""
        file = self.folder / "scheduler.json"
        named = ["--no-dashboard", "--scheduler-file", str(file)]
        scheduler = self._dask("scheduler", "--host", "127.0.0.1", "--port", "0", *named)
        self.schedulers.append(scheduler)
        while not (file.exists() and file.read_text().strip().endswith("}")):
            assert scheduler.poll() is None
        self.workers.extend(self._dask("worker", "--no-nanny", "--nthreads", "1", *named) for _ in range(2))
        try:
            address = json.loads(file.read_text())["address"]
            wait = "import distributed, sys; distributed.Client(sys.argv[1]).wait_for_workers(2, timeout=60)"
            subprocess.run([sys.executable, "-c", wait, address], check=True, capture_output=True)
            yield ["--scheduler", address]
        finally:
            for process in [*self.workers, scheduler]:
                process.kill()
                process.wait()

    def ours(self) -> list[dict[str, Any]]:
        """Return the provisioned products of the names that are declared."""
        return [product for _, product in self.located()]

    def located(self) -> list[tuple[Location, dict[str, Any]]]:
        """Return them with where they are."""
        return [
            (location, product)
            for location, names in self.declared.items()
            for product in Account(self.emulator.url, location.account, location.region).provisioned_products()
            if product["Name"] in names
        ]

    def check(self) -> None:
        """Compare AWS with what is declared: each exactly once, no import that ran into another, nothing missing."""
        names = [(location, name) for location, several in self.declared.items() for name in several]
        assert Counter((location, product["Name"]) for location, product in self.located()) == Counter(names)
        assert {product["Status"] for product in self.ours()} == {"AVAILABLE"}
        assert {call["error"] for call in self._imports()} == {None}
        self.catalogctl("fleet", "plan", "adoptions", "--out", "plan.jsonl")
        self.catalogctl("fleet", "merge", "plan.jsonl", "rollout.jsonl")

    def _imports(self) -> list[dict[str, Any]]:
        return [call for call in self.emulator.control.journal() if call["operation"] == _IMPORT]

    def _dask(self, *arguments: str) -> "subprocess.Popen[str]":
        log = (self.folder / "dask.log").open("a")
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=self.folder,
            env=self.environment,
            text=True,
            stdout=log,
            stderr=log,
        )


def ended(process: "subprocess.Popen[str]") -> Outcome:
    """Wait for the end of a rollout, and return what it came to."""
    with process:
        output, errors = process.communicate()
    return Outcome.of(process.returncode, output, errors)


def _written(folder: Path, size: plan.Size, adoptions: int) -> Iterator[tuple[Location, set[str]]]:
    wanted = Project(role_arn_template=ROLE)
    shards = list(plan.shards(size))
    locations = [Location(account=shard.account.id, region=shard.region) for shard in shards]
    texts = {path: file.text for path, file in wanted.files(locations).items()}
    texts |= {path: json.dumps({"config": settings}) for path, settings in wanted.settings(locations).items()}
    for shard, location in zip(shards, locations, strict=True):
        stacks = [stack for stack in shard.stacks if stack.verdict == "adoptable"][:adoptions]
        texts[adoptions_path(location)] = "".join(
            f"- name: {stack.name}\n  physicalId: {stack.name}\n  productName: {stack.product}\n"
            f"  provisioningArtifactName: v{stack.version}\n"
            for stack in stacks
        )
        yield location, {stack.name for stack in stacks}
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
