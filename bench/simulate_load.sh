#!/usr/bin/env bash
# Makes request lines and times `keyward simulate` on one core: lines a second of the
# wall's clock and of the processor's, and the largest memory.
# usage: bench/simulate_load.sh [KEYWARD] [LINES] [json|aws]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
keyward=${1:-$here/../build/release/keyward}
lines=${2:-500000}
format=${3:-json}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Allowed, denied by the tenant rule, denied by region, a partner's call: the way of many requests.
awk -v lines="$lines" 'BEGIN {
  split("kms:Decrypt kms:GenerateDataKey kms:DescribeKey kms:Encrypt kms:ScheduleKeyDeletion", action, " ")
  split("eu-west-1 eu-central-1 us-east-1", region, " ")
  for (i = 0; i < lines; ++i) {
    account = i % 11 == 0 ? "444455556666" : "111122223333"
    printf "{\"principal\":{\"type\":\"AssumedRole\","
    printf "\"arn\":\"arn:aws:sts::%s:assumed-role/app-%d/session-%d\",", account, i % 50, i % 997
    printf "\"roleArn\":\"arn:aws:iam::%s:role/service/app-%d\"},", account, i % 50
    printf "\"action\":\"%s\",", action[1 + i % 5]
    printf "\"resource\":\"arn:aws:kms:eu-west-1:111122223333:key/%08x-12ab-34cd-56ef-1234567890ab\",", i % 7919
    printf "\"context\":{\"aws:RequestedRegion\":\"%s\",\"aws:SourceIp\":\"10.%d.%d.7\"", region[1 + i % 3], i % 256, i % 251
    printf i % 4 == 0 ? ",\"kms:ViaService\":\"s3.eu-west-1.amazonaws.com\"}" : "}"
    printf i % 5 == 4 ? "}\n" : ",\"encryptionContext\":{\"tenant\":\"%s-%d\"}}\n", i % 6 == 0 ? "other" : "tenant", i % 1000
  }
}' >"$work/requests"

# measure COUNT: seconds and KiB of answering the first COUNT lines.
measure() {
  head -n "$1" "$work/requests" >"$work/part"
  /usr/bin/python3 - "$keyward" "$here/simulate_load.scenario.json" "$format" "$work" "$1" <<'PYTHON'
import os, resource, subprocess, sys, time
keyward, scenario, form, work, count = sys.argv[1:]
start = time.monotonic()
with open(f"{work}/part", "rb") as requests, open(f"{work}/answers", "wb") as answers:
    status = subprocess.run(["taskset", "-c", "0", keyward, "simulate", "--policies", scenario, "--format", form],
                            stdin=requests, stdout=answers, check=False).returncode
seconds = time.monotonic() - start
with open(f"{work}/answers", "rb") as answers:
    answered = sum(1 for _ in answers)
assert status == 0 and answered == int(count), f"status {status}, {answered} answers"
used = resource.getrusage(resource.RUSAGE_CHILDREN)
busy = used.ru_utime + used.ru_stime
print(f"{int(count):>9} lines  {seconds:7.3f} s  {int(count) / seconds:>9.0f} lines/s  "
      f"processor {busy:6.3f} s  {int(count) / busy:>9.0f} lines/s  {used.ru_maxrss:>7} KiB")
PYTHON
}

measure $((lines / 10))
measure "$lines"
