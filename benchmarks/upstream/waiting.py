"""wait_for_rpcs looks at all pending outputs whenever one is done: how many it looks at in all.

    python -m benchmarks.upstream.waiting

The outputs here are done one after another, as those of resources are whose registrations come back one by one.
"""

import asyncio
import time

import pulumi
from benchmarks.upstream.program import sizes
from pulumi.runtime.stack import wait_for_rpcs

_wait = asyncio.wait
_seen = 0


async def counting(awaitables, **options):
    global _seen  # noqa: PLW0603
    pending = list(awaitables)
    _seen += len(pending)
    return await _wait(pending, **options)


async def program(count):
    futures = [asyncio.get_running_loop().create_future() for _ in range(count)]
    outputs = [pulumi.Output.from_input(future) for future in futures]

    async def answer():
        for future, output in zip(futures, outputs, strict=True):
            future.set_result(1)
            await output.future()

    answering = asyncio.ensure_future(answer())
    began = time.process_time()
    await wait_for_rpcs()
    await answering
    return time.process_time() - began


asyncio.wait = counting
for size in sizes():
    _seen = 0
    seconds = asyncio.run(program(size))
    print(f"{size:>6} outputs: {_seen:>10,} looked at, {seconds:.2f} CPU s")
