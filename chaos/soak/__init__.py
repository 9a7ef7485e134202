"""Steady load for half an hour: whether memory, threads, descriptors and latencies stay as they are."""
