"""The shop's data in the layouts of other programs."""
