package io.tiphys.gateway.fakes;

import io.tiphys.gateway.access.CallOrigin;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Calls whose end a test decides. */
public final class CallsUnderWay {
    private final Deque<Runnable> ends = new ConcurrentLinkedDeque<>();

    /** A call from an address that lasts until {@link #endOne}. */
    public CallOrigin call(String address) {
        return new CallOrigin(address, false, ends::add);
    }

    /** A stream that lasts as long. */
    public CallOrigin stream(String address) {
        return new CallOrigin(address, true, ends::add);
    }

    /** A call that is over at once. */
    public static CallOrigin brief() {
        return new CallOrigin("", false, Runnable::run);
    }

    /** Ends the call that is under way for the longest time. */
    public void endOne() {
        ends.remove().run();
    }
}
