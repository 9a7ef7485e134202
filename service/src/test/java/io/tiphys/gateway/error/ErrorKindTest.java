package io.tiphys.gateway.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of the design, written out once more so that a change is seen. */
final class ErrorKindTest {
    @ParameterizedTest
    @CsvSource({
        "INVALID, 400, INVALID_ARGUMENT, 400",
        "TOO_LARGE, 413, INVALID_ARGUMENT, 413",
        "ADDRESS_TOO_LONG, 414, INVALID_ARGUMENT, 414",
        "HEADERS_TOO_LARGE, 431, INVALID_ARGUMENT, 431",
        "INCOMPLETE, 408, INVALID_ARGUMENT, 408",
        "UNSUPPORTED_MEDIA_TYPE, 415, INVALID_ARGUMENT, 400",
        "UNSUPPORTED_METHOD, 405, UNIMPLEMENTED, 501",
        "UNAUTHENTICATED, 401, UNAUTHENTICATED, 401",
        "FORBIDDEN, 403, PERMISSION_DENIED, 403",
        "NOT_FOUND, 404, NOT_FOUND, 404",
        "CONFLICT, 409, ALREADY_EXISTS, 409",
        "PRECONDITION, 409, FAILED_PRECONDITION, 400",
        "THROTTLED, 429, RESOURCE_EXHAUSTED, 429",
        "UNAVAILABLE, 503, UNAVAILABLE, 503",
        "UPSTREAM_BROKEN, 502, INTERNAL, 500",
        "TIMEOUT, 504, DEADLINE_EXCEEDED, 504",
        "CANCELLED, 499, CANCELLED, 408",
        "INTERNAL, 500, INTERNAL, 500"
    })
    void hasTheCodesOfTheDesign(ErrorKind kind, int http, StatusCode grpc, int argo) {
        assertThat(kind.httpStatus()).isEqualTo(http);
        assertThat(kind.grpcCode()).isEqualTo(grpc);
        assertThat(kind.argoHttpStatus()).isEqualTo(argo);
    }

    @Test
    void numbersStatusCodesAsGrpcDoes() {
        assertThat(Arrays.stream(StatusCode.values())
                        .map(code -> io.grpc.Status.fromCodeValue(code.number())
                                .getCode()
                                .name()))
                .containsExactlyElementsOf(
                        Arrays.stream(StatusCode.values()).map(Enum::name).toList());
    }
}
