"""``python -m sekampadi``."""

import sys


def _main() -> int:
    if sys.argv[1:2] == ["serve"]:
        from sekampadi.commands import main as serve

        return serve(sys.argv[1:])
    from sekampadi.cli import main

    return main()


sys.exit(_main())
