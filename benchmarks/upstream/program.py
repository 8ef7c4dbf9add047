"""A program's process of N resources against the SDK's own mocks: nothing of this project is in it."""

import asyncio
import sys
import time

from pulumi.runtime import mocks
from pulumi.runtime.stack import wait_for_rpcs


class Engine(mocks.Mocks):
    def new_resource(self, args):
        return args.name, args.inputs

    def call(self, _args):
        return {}, None


def cpu(declare, count):
    """Return the CPU seconds to declare resources, and those to wait for them."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    mocks.set_mocks(Engine())

    async def program():
        began = time.process_time()
        for number in range(count):
            declare(f"r{number}")
        declared = time.process_time()
        await wait_for_rpcs()  # at once, as the SDK does at the end of a program
        return declared - began, time.process_time() - declared

    return loop.run_until_complete(program())


def sizes():
    return [int(argument) for argument in sys.argv[1:]] or [250, 500, 1000]
