#!/bin/sh
# A fleet with xargs: each line of the plan is a process, four at a time.
#
#   examples/30-fleet/xargs.sh adoptions --preview
#   examples/30-fleet/xargs.sh adoptions --yes
#
# Results are appended, a line each; a shard that is done twice counts with its last result.
set -eu
project=$1
how=$2

catalogctl fleet plan "$project" --out plan.jsonl
: > results.jsonl
tail -n +2 plan.jsonl | tr '\n' '\0' |
    xargs -0 -P 4 -I LINE catalogctl fleet run --shard LINE "$how" --project "$project" --out results.jsonl || true
catalogctl fleet merge plan.jsonl results.jsonl
