package io.tiphys.gateway.rest.error;

import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.rest.model.AnswerJson;
import io.tiphys.gateway.server.call.ApiKind;
import io.tiphys.gateway.server.call.ProblemBodies;
import jakarta.inject.Singleton;

/** Problem documents for responses that the server itself writes. Thread-safe. */
@Singleton
final class ProblemDocuments implements ProblemBodies {
    @Override
    public ApiKind api() {
        return ApiKind.REST;
    }

    @Override
    public String mediaType() {
        return ProblemDocument.MEDIA_TYPE;
    }

    @Override
    public int status(Problem problem) {
        return problem.reason().kind().httpStatus();
    }

    @Override
    public byte[] body(Problem problem) {
        return AnswerJson.write(ProblemWriter.document(problem, null));
    }
}
