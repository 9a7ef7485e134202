package io.tiphys.gateway.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.netty.util.AsciiString;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.server.call.CallEntry;
import io.tiphys.gateway.server.call.ProblemAnswers;
import java.util.Map;

/**
 * Refuses requests over HTTP/2 whose headers are larger than the limit, in the form of their API. The codec of HTTP/2 would
 * answer without a body, and a little above the limit it would end the connection with all that is on it; so the codec takes
 * {@link #CODEC} times as much, which bounds what a connection holds. Thread-safe.
 */
final class HeaderLimit extends SimpleDecoratingHttpService {
    /** How many times the limit the codec takes. */
    static final int CODEC = 4;

    /** What each header counts besides its name and value (RFC 9113 section 6.5.2). */
    private static final int OVERHEAD = 32;

    private final int most;
    private final ProblemAnswers answers;

    /** @param most how many bytes the headers may have, as RFC 9113 section 6.5.2 counts them */
    HeaderLimit(HttpService next, int most, ProblemAnswers answers) {
        super(next);
        this.most = most;
        this.answers = answers;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        if (!context.sessionProtocol().isMultiplex() || size(request.headers()) <= most) {
            return unwrap().serve(context, request);
        }
        request.abort();
        Problem problem = Problem.of(
                        ErrorReason.REQUEST_HEADERS_TOO_LARGE,
                        "The headers are larger than the " + most + " bytes that are read.")
                .with("limit", Integer.toString(most));
        return answers.answer(CallEntry.call(context), problem).toHttpResponse();
    }

    private static long size(RequestHeaders headers) {
        long size = 0;
        for (Map.Entry<AsciiString, String> header : headers) {
            size += header.getKey().length() + header.getValue().length() + OVERHEAD;
        }
        return size;
    }
}
