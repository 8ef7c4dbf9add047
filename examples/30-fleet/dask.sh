#!/bin/sh
# A fleet on a Dask cluster, here of two workers on this machine. Needs: pip install 'pulumi-servicecatalog[fleet]'
#
#   examples/30-fleet/dask.sh adoptions --yes
#
# On several machines, start `dask worker` on each, with the project at the same path and credentials of its own.
set -eu
project=$1
how=$2

rm -f scheduler.json
dask scheduler --host 127.0.0.1 --port 0 --no-dashboard --scheduler-file scheduler.json & scheduler=$!
dask worker --scheduler-file scheduler.json --nworkers 2 --nthreads 1 --no-dashboard & workers=$!
trap 'kill $scheduler $workers' EXIT
until [ -s scheduler.json ]; do sleep 0.1; done
address=$(sed -n 's/.*"address": "\(.*\)".*/\1/p' scheduler.json)
python -c 'import distributed, sys; distributed.Client(sys.argv[1]).wait_for_workers(2, timeout=60)' "$address"

catalogctl rollout "$project" "$how" --scheduler "$address"
