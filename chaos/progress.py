"""What a run says while it works, beside its result."""

import sys


def say(text: str) -> None:
    print(f"chaos: {text}", file=sys.stderr, flush=True)
