"""Documents and models -> text for one medium each."""
