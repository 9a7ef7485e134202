package io.tiphys.gateway.argoproto.wire;

/** The reason why a message cannot be read; internal to this package, and without a stack trace. */
public final class WireFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WireFault(String why) {
        super(why, null, false, false);
    }

    /** The reason, safe to show to the caller. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
