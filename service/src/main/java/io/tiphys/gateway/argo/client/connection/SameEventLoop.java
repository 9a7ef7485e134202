package io.tiphys.gateway.argo.client.connection;

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
 * Sends an upstream request from the event loop of the caller's request, so that no piece of a body wakes another thread.
 * The sender must make the request's context the current one. Requests without a context share one event loop, so that
 * pooled connections, each of which belongs to one event loop, are reused. Thread-safe.
 */
final class SameEventLoop implements EventLoopScheduler {
    private final Chosen usual;

    /** @param workers the client's event loops, shared with the server */
    SameEventLoop(EventLoopGroup workers) {
        usual = new Chosen(workers.next());
    }

    @Override
    public ReleasableHolder<EventLoop> acquire(
            SessionProtocol protocol, EndpointGroup endpoints, @Nullable Endpoint endpoint) {
        ServiceRequestContext request = ServiceRequestContext.currentOrNull();
        return request == null ? usual : new Chosen(request.eventLoop().withoutContext());
    }

    private record Chosen(EventLoop get) implements ReleasableHolder<EventLoop> {
        @Override
        public void release() {
            // no load is counted
        }
    }
}
