"""How fast, how large and how well synthetic accounts are linked.

python benchmarks/linking_speed.py 100000
python benchmarks/linking_speed.py 1000000
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from collections.abc import Iterable

from synthetic import accounts

from recoupe.linking import link


def main() -> None:
    """Make, link, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("accounts", type=int, nargs="?", default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    start = time.perf_counter()
    drawn = list(accounts(given.accounts, given.seed))
    made = time.perf_counter() - start
    records = [record for record, _ in drawn]
    truth = {record.member: incident for record, incident in drawn}
    del drawn
    start, used = time.perf_counter(), time.process_time()
    links = link(records, progress=lambda step: print(f"  {time.perf_counter() - start:7.1f} s  {step}", flush=True))
    spent, used = time.perf_counter() - start, time.process_time() - used
    said = links.incident_of()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{len(records)} accounts of {len(set(truth.values()))} incidents, made in {made:.0f} s")
    print(f"linked in {spent:.0f} s ({used:.0f} s of processor), peak {peak:.1f} GB")
    print(f"{len(links.clusters)} incidents, {len(links.pairs)} pairs kept")
    right = matched((truth[member], said[member]) for member in truth)
    ours, real = matched(said.values()), matched(truth.values())
    print(f"pairs: precision {100 * right / max(1, ours):.1f}, recall {100 * right / real:.1f}")


def matched(labels: Iterable[object]) -> int:
    """How many pairs share a label."""
    return sum(size * (size - 1) // 2 for size in Counter(labels).values())


if __name__ == "__main__":
    main()
