package io.tiphys.gateway.server.call;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.netty.util.AsciiString;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.List;
import java.util.Optional;

/**
 * Rejects a request that repeats a single-value header. The value would be ambiguous, and two servers in a row may use
 * different ones. Thread-safe.
 */
public final class SingleHeaders extends SimpleDecoratingHttpService {
    private static final List<AsciiString> SINGLE = List.of(
            HttpHeaderNames.AUTHORIZATION,
            AsciiString.cached("tiphys-timeout"),
            AsciiString.cached("grpc-timeout"),
            AsciiString.cached("grpc-encoding"));

    private final ProblemAnswers answers;

    public SingleHeaders(HttpService next, ProblemAnswers answers) {
        super(next);
        this.answers = answers;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        Optional<AsciiString> repeated = repeated(request.headers());
        if (repeated.isEmpty()) {
            return unwrap().serve(context, request);
        }
        return answers.answer(CallEntry.call(context), problem(repeated.get().toString()))
                .toHttpResponse();
    }

    private static Optional<AsciiString> repeated(RequestHeaders headers) {
        return SINGLE.stream().filter(name -> headers.getAll(name).size() > 1).findFirst();
    }

    private static Problem problem(String name) {
        String message = "Header '" + name + "' must not be repeated.";
        return Problem.of(ErrorReason.REQUEST_INVALID, message)
                .withViolations(List.of(Violation.ofParameter("duplicate-header", name, message)));
    }
}
