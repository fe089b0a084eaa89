"""One file for each town whose minutes have manners of their own; the rest in denmark.toml."""
