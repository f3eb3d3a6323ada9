"""Questions, one file each: a `View` and what is asked go in, a frozen, JSON-able result comes out. Nothing is printed."""
