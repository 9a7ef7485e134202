"""One caller with far too many submissions beside ten with a few, through the gateway and straight to the Argo Server."""
