package io.tiphys.gateway.argoproto.wire;

/** Why a message cannot be read; stays inside of this package and needs no stack trace. */
public final class WireFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WireFault(String why) {
        super(why, null, false, false);
    }

    /** The reason, in words that may be shown to the caller. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
