"""All attacks, in the order in which they are run."""

from . import bodies, connections, deadlines, streams, tokens

ALL = [*tokens.ATTACKS, *deadlines.ATTACKS, *streams.ATTACKS, *bodies.ATTACKS, *connections.ATTACKS]
