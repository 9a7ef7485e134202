"""What the check of a token costs: the gateway beside an Envoy that checks the same token."""
