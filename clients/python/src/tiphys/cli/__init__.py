"""The command ``tiphys``. Data goes to the standard output, everything else to the error output.

Exit codes: 0 done, and a run that was waited for succeeded; 1 a run failed, or a document is not valid; 2 wrong usage or
configuration; 3 the token is missing or refused; 4 a right is missing; 5 the gateway or Argo cannot be reached; 6 the time
was up; 7 another refusal of the gateway; 130 interrupted, the run goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tiphys import errors

USAGE, UNAUTHENTICATED, FORBIDDEN, UNREACHABLE, TIMEOUT, REFUSED, INTERRUPTED = 2, 3, 4, 5, 6, 7, 130

_CODES: list[tuple[type[BaseException], int]] = [
    (errors.ConfigurationError, USAGE),
    (errors.WorkflowInvalid, 1),
    (errors.RunFailed, 1),
    (errors.WaitTimeout, TIMEOUT),
    (errors.DeadlineExceeded, TIMEOUT),
    (errors.Unauthenticated, UNAUTHENTICATED),
    (errors.Forbidden, FORBIDDEN),
    (errors.Unavailable, UNREACHABLE),
    (errors.TiphysError, REFUSED),
]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code."""
    from tiphys.cli.parser import make_parser

    parser = make_parser()
    chosen = parser.parse_args(arguments)
    if not hasattr(chosen, "action"):
        parser.print_help(sys.stderr)
        return USAGE
    try:
        return int(chosen.action(chosen) or 0)
    except errors.TiphysError as error:
        print(f"tiphys: {error}", file=sys.stderr)
        return next(code for kind, code in _CODES if isinstance(error, kind))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
