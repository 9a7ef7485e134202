package io.tiphys.gateway.witness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseFramingTest {
    @ParameterizedTest
    @CsvSource({
        "GET, HTTP/1.1 200 OK_content-length: 2__ab, true",
        "GET, HTTP/1.1 200 OK_Content-Length: 2__ab, true",
        "GET, HTTP/1.1 200 OK_content-length: 2__a, false",
        "GET, HTTP/1.1 200 OK_content-length: 0__, true",
        "GET, HTTP/1.1 200 OK_content-length: 0_, false",
        "HEAD, HTTP/1.1 200 OK_content-length: 2__, true",
        "GET, HTTP/1.1 204 No Content__, true",
        "GET, HTTP/1.1 200 OK_transfer-encoding: chunked__2_ab_, false",
        "GET, HTTP/1.1 200 OK_transfer-encoding: chunked__2_ab_0__, true",
        "GET, HTTP/1.1 200 OK_transfer-encoding: chunked__0__, true",
        "GET, HTTP/1.1 200 OK__ab, false",
        "GET, HTTP/1.1 200, false",
        "GET, '', false",
    })
    void saysWhereAResponseEnds(String method, String read, boolean complete) {
        assertThat(ResponseFraming.complete(method, read.replace("_", "\r\n"))).isEqualTo(complete);
    }
}
