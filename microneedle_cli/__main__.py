"""`mn` and `python -m microneedle_cli`: the start, before anything heavy is loaded."""

import gc
import sys


def main() -> int:
    """Run the command line of this process and return its exit code."""
    gc.disable()  # a short run with nothing to collect; loading alone is 5 in 100 faster
    try:
        from microneedle_cli.cli import main as run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
