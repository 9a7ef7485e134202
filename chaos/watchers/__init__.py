"""Watchers whose gateway is restarted again and again."""
