package io.tiphys.gateway.argoproto;

/** Why a message cannot be read; stays inside of this package and needs no stack trace. */
final class WireFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    WireFault(String why) {
        super(why, null, false, false);
    }

    /** The reason, in words that may be shown to the caller. */
    String why() {
        return String.valueOf(getMessage());
    }
}
