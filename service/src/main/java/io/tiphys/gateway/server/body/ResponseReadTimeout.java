package io.tiphys.gateway.server.body;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import java.time.Duration;

/**
 * Ends responses that their caller does not read: see {@link WatchedResponse}. A response occupies memory and a
 * permit until its caller has read it, so every API needs this limit. Thread-safe.
 */
public final class ResponseReadTimeout extends SimpleDecoratingHttpService {
    private final Duration time;

    /**
     * Creates the decorator.
     *
     * @param time the time within which a part of a response must be read
     */
    public ResponseReadTimeout(HttpService next, Duration time) {
        super(next);
        this.time = time;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        return new WatchedResponse(context, unwrap().serve(context, request), time);
    }
}
