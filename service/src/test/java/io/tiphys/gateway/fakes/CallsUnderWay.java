package io.tiphys.gateway.fakes;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.CallObserver;
import io.tiphys.gateway.access.CallOrigin;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;

/** Calls whose end a test decides. */
public final class CallsUnderWay {
    private final Deque<Runnable> ends = new ConcurrentLinkedDeque<>();

    /** A call from an address that lasts until {@link #endOne}. */
    public CallOrigin call(String address) {
        return new CallOrigin(address, false, until(ends::add));
    }

    /** A stream that lasts as long. */
    public CallOrigin stream(String address) {
        return new CallOrigin(address, true, until(ends::add));
    }

    /** A call that is over at once. */
    public static CallOrigin brief() {
        return new CallOrigin("", false, until(Runnable::run));
    }

    private static CallObserver until(Consumer<Runnable> end) {
        return new CallObserver() {
            @Override
            public void caller(CallContext known) {}

            @Override
            public void environment(CallContext known) {}

            @Override
            public void whenOver(Runnable action) {
                end.accept(action);
            }
        };
    }

    /** Ends the call that is under way for the longest time. */
    public void endOne() {
        ends.remove().run();
    }
}
