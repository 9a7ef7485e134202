package io.tiphys.gateway.server.micronaut;

import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.tiphys.gateway.server.call.ApiCall;
import io.tiphys.gateway.server.call.CallScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The threads that work on a call. Each thread logs the id of the call and belongs to its trace, and is interrupted when the
 * response is no longer needed. Event loops are never interrupted, because they serve other calls as well. Threads of open
 * streams are not interrupted either, because their reader ends them. Thread-safe.
 */
final class CallThreads implements ThreadPropagatedContextElement<CallScope> {
    private final ApiCall call;
    private final List<Thread> working = new ArrayList<>();
    private boolean cancelled;

    CallThreads(ApiCall call) {
        this.call = call;
    }

    @Override
    public CallScope updateThreadContext() {
        enter(Thread.currentThread());
        return call.enter();
    }

    @Override
    public void restoreThreadContext(@Nullable CallScope scope) {
        leave(Thread.currentThread());
        if (scope != null) {
            scope.close();
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

    /** Interrupts the threads, because the response is no longer needed. */
    synchronized void cancel() {
        cancelled = true;
        if (!call.isStream()) {
            working.forEach(Thread::interrupt);
        }
    }
}
