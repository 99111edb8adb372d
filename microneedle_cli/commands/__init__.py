"""The commands, a module each: load, page or JSON, write. `app` is what `cli` runs."""
