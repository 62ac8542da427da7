#!/bin/sh
# Times whole processes: check, and the flagship run with its plots. Nothing is built. Prints the load first.
set -e
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
./flowc --version >/dev/null
uptime
measure() {
    name=$1
    shift
    for i in 1 2 3 4 5; do
        begin=$(date +%s%N)
        "$@" >/dev/null 2>&1
        end=$(date +%s%N)
        echo "$name $(((end - begin) / 1000000)) ms"
    done
}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
measure check ./flowc check examples/basics/fokker_planck.flow
measure run ./flowc run -o "$out" examples/basics/fokker_planck.flow
