package io.tiphys.gateway.server.body;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;

/**
 * Receives every body of an HTTP/2 request to its end, whatever its API read of it: see {@link DrainedBody}. A client that
 * sends a large body and is refused thereby holds up no other stream of its connection, and reads the answer whole. The server
 * closes the stream when the client still sends some seconds after the answer. Over HTTP/1.1 an unread body is aborted.
 * Thread-safe.
 */
public final class DrainedBodies extends SimpleDecoratingHttpService {
    public DrainedBodies(HttpService next) {
        super(next);
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        if (request.isEmpty()) {
            return unwrap().serve(context, request);
        }
        HttpRequest received = context.sessionProtocol().isMultiplex()
                ? HttpRequest.of(request.headers(), new DrainedBody(request))
                : request;
        HttpResponse answer = unwrap().serve(context, received);
        answer.whenComplete().handle((done, failure) -> {
            received.abort();
            return null;
        });
        return answer;
    }
}
