"""``python -m sekampadi``."""

import sys


def _main() -> int:
    if sys.argv[1:2] in (["serve"], ["check-config"]):
        from sekampadi.commands import main as light

        return light(sys.argv[1:])
    from sekampadi.cli import main

    return main()


sys.exit(_main())
