package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.client.Endpoint;
import com.linecorp.armeria.client.EventLoopScheduler;
import com.linecorp.armeria.client.endpoint.EndpointGroup;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.util.ReleasableHolder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import org.jspecify.annotations.Nullable;

/**
 * Sends what belongs to a request from the event loop that the request came in on, so that no piece of a body has to wake
 * another thread. Whoever sends makes the request's context the current one; without one any event loop serves.
 * Thread-safe.
 */
final class SameEventLoop implements EventLoopScheduler {
    private final EventLoopGroup workers;

    /** @param workers the client's event loops: the same as the server's */
    SameEventLoop(EventLoopGroup workers) {
        this.workers = workers;
    }

    @Override
    public ReleasableHolder<EventLoop> acquire(
            SessionProtocol protocol, EndpointGroup endpoints, @Nullable Endpoint endpoint) {
        ServiceRequestContext request = ServiceRequestContext.currentOrNull();
        return new Chosen(request == null ? workers.next() : request.eventLoop().withoutContext());
    }

    private record Chosen(EventLoop get) implements ReleasableHolder<EventLoop> {
        @Override
        public void release() {
            // nothing is counted
        }
    }
}
