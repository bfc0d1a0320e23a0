#!/usr/bin/env bash
# Times `keyward explain` from the start of the process to its answer: median and worst of many runs.
# usage: bench/startup.sh [KEYWARD] [RUNS]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
exec /usr/bin/python3 - "${1:-build/release/keyward}" "${2:-50}" <<'PYTHON'
import statistics, subprocess, sys, time

keyward, runs = sys.argv[1], int(sys.argv[2])
KEY = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
commands = {
    "--version": ["--version"],
    "explain --scenario": ["explain", "--scenario", "samples/demo/denied.scenario.json"],
    "explain with flags": ["explain", "--principal", "arn:aws:iam::111122223333:role/orders-service",
                           "--action", "kms:Decrypt", "--resource", KEY,
                           "--key-policy", "samples/demo/key-policy.json",
                           "--identity-policy", "samples/demo/identity-policy.json"],
}
for name, arguments in commands.items():
    times = []
    for _ in range(runs):
        start = time.monotonic()
        subprocess.run([keyward, *arguments], stdout=subprocess.DEVNULL, check=True)
        times.append(1000 * (time.monotonic() - start))
    print(f"{name:20} median {statistics.median(times):6.2f} ms   worst {max(times):6.2f} ms")
PYTHON
