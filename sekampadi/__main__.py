"""``python -m sekampadi``."""

import sys

from sekampadi.cli import main

sys.exit(main())
