"""`mn`: plain, sourced answers about microneedling for scars."""

__version__ = "0.1.0"
