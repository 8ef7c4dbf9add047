"""Templates as a fleet has them: versions of many products, stacks that were made from them, and versions of one."""

import json

from pulumi_servicecatalog.rules import templates


def versions_of_one(count: int, *, seed: int) -> list[str]:
    """Return a template of 20 KB, and as many of which each is one value from it."""
    base = template(50, seed=seed)
    others = (base.replace("maxReceiveCount: 5", f"maxReceiveCount: {number + 6}", 1) for number in range(count))
    return [base, *others]


def as_json(text: str) -> str:
    """Return a template in JSON, indented."""
    loaded = templates.load(text)
    assert isinstance(loaded, templates.Template)
    return json.dumps(loaded.body, indent=2)


def stack(artifact: str, number: int) -> str:
    """Return the template of a stack: as its version has it, as JSON, otherwise formatted, or changed."""
    match number % 4:
        case 0:
            return artifact
        case 1:
            return as_json(artifact)
        case 2:
            return "# deployed\n" + artifact.replace("!GetAtt DeadLetters.Arn", "{Fn::GetAtt: [DeadLetters, Arn]}")
        case _:
            return artifact.replace("maxReceiveCount: 5", f"maxReceiveCount: {number + 10}", 1)


def template(resources: int, *, seed: int) -> str:
    """Return a template of this many resources; another seed makes another one."""
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
