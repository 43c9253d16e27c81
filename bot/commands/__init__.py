"""The sub-commands of `mien`."""
