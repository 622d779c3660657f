"""What is printed: one JSON object per line, each with its ratio, its aim and whether it was met."""

import json
from collections import defaultdict
from statistics import median

BARE = "bare view"


class Samples:
    """Measured milliseconds by name, all of one size of the region."""

    def __init__(self, municipalities):
        self.municipalities = municipalities
        self.times = defaultdict(list)

    def add(self, name, milliseconds):
        self.times[name].append(milliseconds)

    def report(self, name, aim=None, against=BARE, **more):
        """One line: the median, and how many times the median of `against` it is."""
        time, base = median(self.times[name]), median(self.times[against])
        line = {
            "row": name,
            "municipalities": self.municipalities,
            "ms": round(time, 2),
            "against": against,
            "against_ms": round(base, 2),
            "ratio": round(time / base, 2),
            **judged(time / base, aim),
            "samples": len(self.times[name]),
            **more,
        }
        print(json.dumps(line), flush=True)

    def report_memory(self, megabytes, aim=None):
        line = {"row": "peak memory of a worker", "municipalities": self.municipalities, "mb": round(megabytes)}
        print(json.dumps(line | judged(megabytes, aim)), flush=True)


def judged(value, aim):
    return {} if aim is None else {"aim": aim, "met": value <= aim}
