"""Keyed submissions while everything between and behind the clients breaks."""
