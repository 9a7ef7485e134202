"""Proofs under faults and attacks. Each starts real servers on loopback and ends by itself."""
