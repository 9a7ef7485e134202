"""Rolling updates, a crash and rotations of three gateways that nobody notices."""
