"""Attacks on a small gateway while one good caller goes on working."""
