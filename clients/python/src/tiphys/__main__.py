"""``python -m tiphys``: the command ``tiphys``."""

import sys

from tiphys.cli import main

sys.exit(main())
