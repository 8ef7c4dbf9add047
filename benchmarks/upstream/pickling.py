"""A dynamic provider is pickled again for each of its resources: what that takes, beside a resource without.

python -m benchmarks.upstream.pickling
"""

import pulumi
from benchmarks.providers.idle import IDLE, Idle
from benchmarks.upstream.program import cpu, sizes
from pulumi.dynamic.dynamic import serialize_provider

TEXT = serialize_provider(IDLE)
for count in sizes():
    dynamic, _ = cpu(lambda name: Idle(IDLE, name, {"name": name}), count)
    plain, _ = cpu(lambda name: pulumi.CustomResource("a:b:C", name, {"name": name, "__provider": TEXT}), count)
    print(f"{count:>6} resources: {dynamic:.2f} CPU s, with the text of the first one {plain:.2f}")
