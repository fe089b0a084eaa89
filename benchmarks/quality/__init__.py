"""How much is found, and how much is found in vain, measured anew by ``make quality``."""
