"""``nianbao`` and ``python -m nianbao``."""

from nianbao.cli import main

if __name__ == "__main__":
    main()
