"""How long it takes to read templates, and to find the artifact that each of many stacks was made from.

Every artifact and every stack is read once and has one fingerprint; a look-up finds the match, and the two templates
are then compared. Of the stacks, a quarter has its artifact's text, a quarter the same as JSON, a quarter the same with
functions in their long forms and other formatting, and a quarter was changed and matches none.

    python benchmarks/templates/match.py
    python benchmarks/templates/match.py --stacks 1000 --resources 100
"""

import argparse
import json
import resource
import time

from pulumi_servicecatalog.rules import templates


def compared(stack: str, artifact: str) -> templates.Verdict:
    """Read and compare two texts."""
    return templates.compare(templates.ReadTemplate(text=stack), templates.ReadTemplate(text=artifact))


def main() -> None:
    arguments = parse_arguments()
    large = template(400, seed=0)
    loaded = templates.load(large)
    as_json = json.dumps(loaded.body)
    changed = large.replace("DelaySeconds: 7\n", "DelaySeconds: 8\n")
    compared(large, changed)  # imports deepdiff

    print(f"one template of 400 resources ({len(large):,} bytes of YAML, {len(as_json):,} of JSON), best of 9")
    row("read YAML", best(lambda: templates.load(large)))
    row("read JSON", best(lambda: templates.load(as_json)))
    row("fingerprint", best(lambda: templates.fingerprint(loaded)))
    row(
        "compare YAML with JSON: equivalent",
        best(lambda: compared(large, as_json)),
    )
    row(
        "compare with 1 difference in 400",
        best(lambda: compared(large, changed)),
    )

    size = f"each of {arguments.resources} resources"
    print(f"\n{arguments.stacks:,} stacks against {arguments.artifacts:,} artifacts, {size}")
    artifacts = [template(arguments.resources, seed=seed) for seed in range(arguments.artifacts)]
    stacks = [stack(artifacts[number % len(artifacts)], number) for number in range(arguments.stacks)]
    row("texts", sum(map(len, artifacts + stacks)) / 1_048_576, "MiB")
    before = peak()
    start = time.perf_counter()
    versions = {number: templates.ReadTemplate(text=text) for number, text in enumerate(artifacts)}
    index = templates.TemplateIndex(versions)
    assert not index.unreadable()
    row("read the artifacts", time.perf_counter() - start, "s")
    start = time.perf_counter()
    matched = sum(match(text, number, index, len(artifacts)) for number, text in enumerate(stacks))
    seconds = time.perf_counter() - start
    row("read and match the stacks", seconds, "s")
    row("each stack", seconds / len(stacks) * 1000)
    row("matched", matched, "stacks")
    row("peak memory, beyond that of the texts", peak() - before, "MiB")
    near_versions()


def match(text, number, index, artifacts):
    """Find a stack's artifact; a wrong one would make the figures worthless, so that is checked."""
    matches = index.matches(templates.ReadTemplate(text=text))
    assert list(matches) == ([] if number % 4 == 3 else [number % artifacts])
    return len(matches)


def near_versions():
    """One stack, no version declared, and 100 versions of which each is one value from the next: CPU time."""
    base = template(50, seed=1)
    texts = [base.replace("maxReceiveCount: 5", f"maxReceiveCount: {number}", 1) for number in range(6, 106)]
    print(f"\none stack against 100 versions, each of 50 resources ({len(base):,} bytes), CPU time")
    versions = {number: templates.ReadTemplate(text=text) for number, text in enumerate(texts)}
    index = templates.TemplateIndex(versions)
    row("its text is a version's", cpu(lambda: index.matches(templates.ReadTemplate(text=texts[50]))))
    row("read the versions", cpu(lambda: [version.read for version in versions.values()]))
    other = templates.ReadTemplate(text="# deployed\n" + texts[50])
    row("it is equivalent to one: the first stack", cpu(lambda: index.matches(other)))
    another = templates.ReadTemplate(text=base)
    row("it matches none, which is found", cpu(lambda: index.matches(another)))
    row("and the nearest are named", cpu(lambda: index.nearest(another)))


def cpu(function):
    """Return milliseconds of one call."""
    start = time.process_time()
    function()
    return (time.process_time() - start) * 1000


def stack(artifact, number):
    match number % 4:
        case 0:
            return artifact
        case 1:
            return json.dumps(templates.load(artifact).body, indent=2)
        case 2:
            return "# deployed\n" + artifact.replace("!GetAtt DeadLetters.Arn", "{Fn::GetAtt: [DeadLetters, Arn]}")
        case _:
            return artifact.replace("maxReceiveCount: 5", f"maxReceiveCount: {number + 10}", 1)


def template(resources, *, seed):
    queues = "".join(QUEUE.format(number=number, delay=number % 900, seed=seed) for number in range(resources - 1))
    return HEAD.format(seed=seed) + queues


HEAD = """\
AWSTemplateFormatVersion: 2010-09-09
Description: Queues of team {seed}
Parameters:
  Stage:
    Type: String
    AllowedValues: [dev, prod]
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  DeadLetters:
    Type: AWS::SQS::Queue
"""

QUEUE = """\
  Queue{number}:
    Type: AWS::SQS::Queue
    Condition: IsProd
    Properties:
      QueueName: !Sub "${{AWS::StackName}}-{seed}-{number}"
      DelaySeconds: {delay}
      FifoQueue: false
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt DeadLetters.Arn
        maxReceiveCount: 5
      Tags:
        - Key: Name
          Value: !Join ["-", [!Ref Stage, queue, "{number}"]]
        - {{Key: Team, Value: payments}}
"""


def best(function):
    """Return milliseconds."""
    times = []
    for _ in range(9):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def peak():
    """Return MiB; Linux counts in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def row(what, figure, unit="ms"):
    print(f"  {what:<42}{figure:>10,.0f} {unit}" if isinstance(figure, int) else f"  {what:<42}{figure:>10,.1f} {unit}")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stacks", type=int, default=10_000, help="how many stacks (default: %(default)s)")
    parser.add_argument("--artifacts", type=int, default=500, help="how many artifacts (default: %(default)s)")
    parser.add_argument("--resources", type=int, default=20, help="resources in each template (default: %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
