"""Benchmarks: ordlyd beside named peers, both in one run. ``python -m benchmarks`` runs all."""
