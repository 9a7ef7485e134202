package io.tiphys.gateway.server.micronaut;

import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.tiphys.gateway.server.call.ApiCall;
import io.tiphys.gateway.server.call.MdcKeys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The threads that work for a call: each has the id of the call in its log, and is interrupted when nobody waits for the
 * answer any more. Event loops, which work for others as well, are never interrupted, nor are the threads of open streams,
 * which end by their reader. Thread-safe.
 */
final class CallThreads implements ThreadPropagatedContextElement<@Nullable String> {
    private final ApiCall call;
    private final List<Thread> working = new ArrayList<>();
    private boolean cancelled;

    CallThreads(ApiCall call) {
        this.call = call;
    }

    @Override
    public @Nullable String updateThreadContext() {
        enter(Thread.currentThread());
        String before = MDC.get(MdcKeys.REQUEST_ID);
        MDC.put(MdcKeys.REQUEST_ID, call.requestId());
        return before;
    }

    @Override
    public void restoreThreadContext(@Nullable String before) {
        leave(Thread.currentThread());
        if (before == null) {
            MDC.remove(MdcKeys.REQUEST_ID);
        } else {
            MDC.put(MdcKeys.REQUEST_ID, before);
        }
    }

    private synchronized void enter(Thread thread) {
        if (thread.isVirtual() && !call.isStream()) {
            working.add(thread);
            if (cancelled) {
                thread.interrupt();
            }
        }
    }

    private synchronized void leave(Thread thread) {
        working.remove(thread);
    }

    /** Nobody waits for the answer any more. */
    synchronized void cancel() {
        cancelled = true;
        if (!call.isStream()) {
            working.forEach(Thread::interrupt);
        }
    }
}
