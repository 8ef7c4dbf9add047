"""log.debug is a call to the engine that the program waits for: how many a resource makes.

python -m benchmarks.upstream.debugging
"""

from collections import Counter

import pulumi
from benchmarks.upstream.program import cpu, sizes
from pulumi import log

_debug = log.debug
_lines: Counter[str] = Counter()


def counting(message, *arguments, **options):
    _lines[message.split(":")[0]] += 1
    return _debug(message, *arguments, **options)


log.debug = counting
for count in sizes():
    _lines.clear()
    cpu(lambda name: pulumi.CustomResource("a:b:C", name, {"name": name}), count)
    print(f"{count:>6} resources: {_lines.total():,} lines, {_lines.total() / count:.1f} a resource: {dict(_lines)}")
