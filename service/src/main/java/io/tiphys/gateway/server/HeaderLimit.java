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
 * Rejects HTTP/2 requests whose headers exceed the limit, in the error format of their API. The HTTP/2 codec itself would
 * answer without a body; a little above its limit, it would end the connection with all its streams. The codec's limit is
 * therefore {@link #CODEC} times as high, which bounds the memory of a connection. Thread-safe.
 */
final class HeaderLimit extends SimpleDecoratingHttpService {
    /** The factor between the limit of the codec and this limit. */
    static final int CODEC = 4;

    /** The overhead of each header, in addition to its name and value (RFC 9113 section 6.5.2). */
    private static final int OVERHEAD = 32;

    private final int most;
    private final ProblemAnswers answers;

    /** @param most the largest size of the headers in bytes, calculated as in RFC 9113 section 6.5.2 */
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
