"""Measures what the gateway costs; bench/README.md explains how and how to read it."""
