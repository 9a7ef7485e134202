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
 * Sends what belongs to a request from the event loop that the request came in on, so that no piece of a body has to wake
 * another thread. Whoever sends makes the request's context the current one. What belongs to none has one event loop, so that
 * kept connections, which belong to one each, are used again. Thread-safe.
 */
final class SameEventLoop implements EventLoopScheduler {
    private final Chosen usual;

    /** @param workers the client's event loops: the same as the server's */
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
            // nothing is counted
        }
    }
}
