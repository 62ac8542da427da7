#!/usr/bin/env bash
# Steps on grids beside C: both take turns, so that a machine whose speed changes is the same for both, and the least of all rounds is printed.
#   bench/grids.sh [rounds]        after dotnet build bench -c Release
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for c in bench/peers/stencil.c bench/c/heat3d.c; do
    gcc -O3 -march=native -ffast-math -fopenmp "$c" -o "$work/$(basename "$c" .c)" -lm
done
echo "load $(cut -d' ' -f1-3 /proc/loadavg)"
for _ in $(seq "${1:-4}"); do
    for threads in 1 2; do
        "$work/stencil" "$threads" | sed -n "s/^N=\([0-9]*\) \([A-Za-z]*\) *K=1 .*min \([0-9.]*\) .*/C $threads threads: \2 \1^2|\3/p"
        "$work/heat3d" 256 "$threads" | sed -n "s/^heat 256^3.*min \([0-9.]*\) .*/C $threads threads: heat 256^3|\1/p"
        for what in grids steps; do
            dotnet artifacts/bin/Bench/release/Flows.Bench.dll "$what" "$threads" | sed -n "s/^\([A-Z a-z-]*[0-9]*^[23]\) *min \([0-9.]*\) .*/flowc $what $threads threads: \1|\2/p"
        done
    done
done > "$work/times"
sort -t'|' -k1,1 -k2,2n "$work/times" | awk -F'|' '!seen[$1]++ { printf "%-44s %9.4f ms\n", $1, $2 }'
echo "load $(cut -d' ' -f1-3 /proc/loadavg)"
