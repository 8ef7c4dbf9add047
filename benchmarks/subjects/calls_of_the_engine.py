"""Check, Diff and Read of an adopted resource over gRPC: CPU of the server a call, and what the first one waits."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from benchmarks import emulated
from benchmarks.rows import Row, Session, benchmark
from benchmarks.served import PROVIDERS, Provider, ProviderKind, Resource, started

from catalog_emulator import Background

_CALLS: Mapping[str, Callable[[Provider, Resource], None]] = {
    "GetPluginInfo": Provider.nothing,
    "Check": Provider.check,
    "Diff": Provider.diff,
    "Read": Provider.read,
}
_ACCOUNTS = {kind.name: f"{number:012d}" for number, kind in enumerate(PROVIDERS, 1)}


@benchmark("calls-of-the-engine")
def calls_of_the_engine(session: Session) -> Iterator[Row]:
    """CPU of Check, Diff and Read over gRPC. GetPluginInfo asks nothing: what gRPC takes by itself."""
    count, times = (1000, 1000) if session.full else (20, 500)
    folder = session.fresh("calls-of-the-engine")
    with Background("--record-seconds", "0") as emulator, ExitStack() as stack:
        environments = {
            name: emulated.environment(emulator.url, account, folder) for name, account in _ACCOUNTS.items()
        }
        adopted = _adopt(count, emulator, environments)
        providers = [stack.enter_context(started(kind, environments[kind.name])) for kind in PROVIDERS]
        for call, make in _CALLS.items():
            took, first = _measure(make, providers, adopted, runs=session.runs, times=times)
            for name, values in took.items():
                note = f"the first call: {first[name]:.0f} ms of the clock"
                yield Row(what=call, subject=name, size=count, unit="CPU ms a call", values=values, note=note)


def _adopt(count: int, emulator: Background, environments: dict[str, dict[str, str]]) -> dict[str, list[Resource]]:
    """Have each provider adopt the number of stacks; return what an engine would keep of them."""

    def adopt(kind: ProviderKind) -> list[Resource]:
        emulated.fill(emulator.url, _ACCOUNTS[kind.name], count)
        with started(kind, environments[kind.name]) as provider:
            return provider.adopt(count)

    with ThreadPoolExecutor() as pool:  # the lanes of different accounts do not wait for each other
        return dict(zip(_ACCOUNTS, pool.map(adopt, PROVIDERS), strict=True))


def _measure(
    make: Callable[[Provider, Resource], None],
    providers: list[Provider],
    adopted: Mapping[str, list[Resource]],
    *,
    runs: int,
    times: int,
) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Make a call for one resource after another: CPU ms of each run; and ms of the first, which waits for AWS."""
    took: dict[str, list[float]] = {provider.kind.name: [] for provider in providers}
    first: dict[str, float] = {}
    for run in range(runs):
        for provider in providers:
            resources = adopted[provider.kind.name]
            if run == 0:
                first[provider.kind.name] = _warmed_up(make, provider, resources)
            began = provider.cpu()
            for number in range(times):
                make(provider, resources[number % len(resources)])
            took[provider.kind.name].append(1000 * (provider.cpu() - began) / times)
    return took, first


def _warmed_up(make: Callable[[Provider, Resource], None], provider: Provider, resources: list[Resource]) -> float:
    """Make calls until AWS is asked nothing more; return the ms of the first."""
    began = time.perf_counter()
    make(provider, resources[0])
    first = 1000 * (time.perf_counter() - began)
    for resource in resources[1:20]:
        make(provider, resource)
    return first
