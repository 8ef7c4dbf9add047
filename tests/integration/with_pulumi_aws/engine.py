"""An engine for the example's program: Pulumi's mocks, with the provider of this package itself behind them.

Mocks stand in for the plugin of pulumi-aws. An adopted stack goes to Pulumi's own host of dynamic providers, in a
process of its own, with the inputs as the program has written them, unknown ones too.
"""

import asyncio
import contextvars
import runpy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pulumi
from pulumi.runtime import mocks
from pulumi.runtime.proto import provider_pb2, resource_pb2
from pulumi.runtime.settings import SETTINGS
from pulumi.runtime.stack import Stack, run_pulumi_func

import pulumi_servicecatalog.providers.dynamic.resources
from pulumi_servicecatalog.providers.dynamic.deferred_failures import DeferredFailures
from support import engine as fake_engine
from support.expect import a
from support.pulumi_cli import ROOT
from support.wire import plain, struct

PROGRAM = ROOT / "examples" / "23-with-pulumi-aws" / "__main__.py"
ADOPTED = "pulumi-python:dynamic/servicecatalog:ImportedProvisionedProduct"


@dataclass(frozen=True, kw_only=True)
class Registered:
    """What the program has declared. `dependencies` are names; `inputs` may hold UNKNOWN."""

    type: str
    name: str
    inputs: dict[str, Any]
    dependencies: frozenset[str]


class Refused(Exception):
    """Check has found that a resource cannot be as declared."""


class Engine(mocks.MockMonitor):
    """Runs the program. What `up` has made is in the state of the runs that follow."""

    def __init__(self, plugin, *, folder, environment, config, program=PROGRAM):
        super().__init__(plugin)
        self._program = program
        self._plugin = plugin
        self._folder = folder
        self._environment = environment
        self._config = config
        self._inputs = {}
        self.registered = {}
        self.said = []
        self.exported = {}
        self.changed = set()

    def preview(self):
        self._run(preview=True)

    def up(self):
        self._run(preview=False)

    def destroy(self):
        """Delete what is in the state. What was made last depends on what was made before it."""
        with fake_engine.operation(self._folder, self._environment, self._config) as host:
            while self.resources:
                urn, kept = self.resources.popitem()
                if _type(urn) == ADOPTED:
                    replace(host, urn=urn).delete(kept.id, kept.state)
                else:
                    self._plugin.delete(_type(urn), kept.id, kept.state)

    def _run(self, *, preview):
        self.registered, self.said, self.exported, self.changed = {}, [], {}, set()
        with fake_engine.operation(self._folder, self._environment, self._config) as self._host:
            try:
                contextvars.copy_context().run(self._run_program, preview)  # what it sets is gone with it
            finally:
                self.said = self._host.screen.said()

    def _run_program(self, preview):
        self._previews = preview
        # A program has a process of its own elsewhere. This is what one that has failed leaves behind.
        pulumi_servicecatalog.providers.dynamic.resources._deferred_failures = DeferredFailures()
        SETTINGS.outputs.clear()
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        try:
            project = next(key.partition(":")[0] for key in self._config if not key.startswith("aws:"))
            mocks.set_mocks(self._plugin, project=project, preview=preview, monitor=self)
            pulumi.runtime.set_all_config(self._config)
            loop.run_until_complete(run_pulumi_func(lambda: _run(self._program)))
            outputs = pulumi.Output.from_input(a(Stack, pulumi.runtime.get_root_resource()).outputs)
            exported: Any = outputs.future(with_unknowns=True)
            self.exported = loop.run_until_complete(exported)
        finally:
            loop.run_until_complete(loop.shutdown_default_executor())  # what is under way comes to its end
            asyncio.set_event_loop(None)
            loop.close()

    def RegisterResource(self, request):  # noqa: N802 - gRPC's name
        if request.type == "pulumi:pulumi:Stack":
            return super().RegisterResource(request)
        urn = self.make_urn(request.parent, request.type, request.name)
        inputs = plain(request.object)
        self.registered[request.name] = Registered(
            type=request.type,
            name=request.name,
            inputs={name: value for name, value in inputs.items() if not name.startswith("__")},
            dependencies=frozenset(map(_name, request.dependencies)),
        )
        if request.type == ADOPTED:
            return self._adopt(urn, inputs)
        if urn in self.resources and inputs == self._inputs[urn]:
            return self._kept(urn)
        self.changed.add(request.name)
        if self._previews:
            return _response(urn, "", inputs)
        self._inputs[urn] = inputs
        return super().RegisterResource(request)

    def _adopt(self, urn, declared):
        """Ask the provider what an engine asks it. An adoption that differs is noted, and not updated."""
        host = replace(self._host, urn=urn)
        inputs, failures = host.check(declared, self._inputs.get(urn))
        if failures:
            raise Refused(failures)
        if urn in self.resources:
            kept = self.resources[urn]
            if host.diff(kept.id, kept.state, inputs).changes != provider_pb2.DiffResponse.DIFF_NONE:
                self.changed.add(_name(urn))
            return self._kept(urn)
        self.changed.add(_name(urn))
        if self._previews:
            return _response(urn, "", inputs)
        id_, state = host.create(inputs)
        self._inputs[urn] = inputs
        self.resources[urn] = self.ResourceRegistration(urn, id_, state)
        return self._kept(urn)

    def _kept(self, urn):
        kept = self.resources[urn]
        return _response(urn, kept.id, kept.state)


def _run(program: Path) -> None:
    runpy.run_path(str(program), run_name="__main__")


def _response(urn, id_, properties):
    return resource_pb2.RegisterResourceResponse(urn=urn, id=id_, object=struct(properties))


def _type(urn):
    """Return the type of a resource without those of its parents."""
    return urn.split("::")[2].rpartition("$")[2]


def _name(urn):
    return urn.rpartition("::")[2]
