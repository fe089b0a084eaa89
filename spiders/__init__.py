"""Spiders: one per publishing platform; they download and never read minutes."""
