"""How the child tells its parent what went wrong, and the limits that it sets itself."""

MEMORY_OUT, NO_PANGO = 71, 72
MEMORY = 1 << 30
SECONDS = 90
