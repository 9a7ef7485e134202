package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Heads of HTTP/2 that RFC 9113 section 8 calls malformed: none is answered with success. */
@Timeout(60)
final class Http2StrictnessIT {
    private static final List<String> GOOD =
            List.of(":method", "GET", ":scheme", "http", ":authority", "gateway", ":path", "/api/v1/version");

    private final ArgoApisUnderTest faces = ArgoApisUnderTest.get();

    @Test
    void answersAPlainGetWithPriorKnowledge() throws IOException {
        assertThat(answer(GOOD)).isEqualTo(RawHttp2.Answer.OK);
        assertThat(answer(with(GOOD, "te", "trailers"))).isEqualTo(RawHttp2.Answer.OK);
    }

    /** Names and values are separated by blanks; an underscore stands for a blank in a value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ":scheme http :authority gateway :path /api/v1/version",
                ":method GET :authority gateway :path /api/v1/version",
                ":method GET :scheme http :authority gateway",
                ":method GET :scheme http :authority gateway :path /api/v1/version :path /api/v1/info",
                ":method GET :scheme http :scheme http :authority gateway :path /api/v1/version",
                ":method GET :scheme http :authority gateway :path /api/v1/version Connection close",
                ":method GET :scheme http :authority gateway :path /api/v1/version Transfer-Encoding chunked",
                ":method GET :method GET :scheme http :authority gateway :path /api/v1/version",
                ":method GET :scheme http :authority one :authority two :path /api/v1/version",
                ":method GET :scheme http :authority gateway :path api/v1/version",
                ":method GET :scheme http :authority gateway :path /api/v1/ver_sion",
                ":method GET :scheme http :authority gateway :path http://elsewhere/api/v1/version",
                ":method GE_T :scheme http :authority gateway :path /api/v1/version",
                ":method GET :scheme http :authority gateway :path /api/v1/version :unheard of",
                ":method GET :scheme http :authority gateway :path /api/v1/version :status 200",
                ":method GET :scheme http :authority gateway x-first a :path /api/v1/version",
                ":method GET :scheme http :authority gateway :path /api/v1/version connection close",
                ":method GET :scheme http :authority gateway :path /api/v1/version keep-alive 1",
                ":method GET :scheme http :authority gateway :path /api/v1/version proxy-connection close",
                ":method GET :scheme http :authority gateway :path /api/v1/version transfer-encoding chunked",
                ":method GET :scheme http :authority gateway :path /api/v1/version upgrade h2c",
                ":method GET :scheme http :authority gateway :path /api/v1/version te gzip",
                ":method GET :scheme http :authority gateway :path /api/v1/version content-length 5",
                ":method GET :scheme http :authority gateway :path /api/v1/version content-length 0 content-length 5",
                ":method GET :scheme http :authority gateway :path /api/v1/version host elsewhere",
                ":method GET :scheme http :authority gateway :path /api/v1/version x-value a\nb",
                ":method GET :scheme http :authority gateway :path /api/v1/version x-value a\rb",
                ":method GET :scheme http :authority gateway :path /api/v1/version x-value a\u0000b",
                ":method GET :scheme http :authority user@gateway :path /api/v1/version",
                ":method GET :scheme http :authority gateway :path /api/v1/version x(y a",
                ":method GET :scheme http :authority gateway :path /api/v1/version x-folded a\r\n_b",
                ":method GET :scheme http :authority gateway :Path /api/v1/version",
            })
    void refusesMalformedHeads(String head) throws IOException {
        List<String> fields = new ArrayList<>();
        for (String part : head.split(" ")) {
            fields.add(fields.size() % 2 == 0 ? part : part.replace('_', ' '));
        }
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try {
            assertThat(answer(fields)).isNotEqualTo(RawHttp2.Answer.OK);
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list).as("bad input leaves no stack trace").allMatch(event -> event.getThrowableProxy() == null);
    }

    /** RFC 9113 section 8.1.1 makes it an error of the stream, so what else is on the connection goes on. */
    @Test
    void endsTheStreamOfAMalformedHeadAlone() throws IOException {
        try (RawHttp2 connection = new RawHttp2(faces.gateway())) {
            assertThat(connection.request(known(with(GOOD, "connection", "close"))))
                    .isEqualTo(RawHttp2.Answer.RESET);
            assertThat(connection.request(known(GOOD))).isEqualTo(RawHttp2.Answer.OK);
        }
    }

    private List<String> known(List<String> head) {
        return with(head, "authorization", "Bearer " + faces.scientist().token());
    }

    private RawHttp2.Answer answer(List<String> head) throws IOException {
        try (RawHttp2 connection = new RawHttp2(faces.gateway())) {
            return connection.request(known(head));
        }
    }

    private static List<String> with(List<String> head, String name, String value) {
        List<String> more = new ArrayList<>(head);
        more.add(name);
        more.add(value);
        return more;
    }
}
