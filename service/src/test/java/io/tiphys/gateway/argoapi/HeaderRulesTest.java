package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HeaderRulesTest {
    @Test
    void replacesWhatShowsWhoCalls() {
        RequestHeaders passed = pass(
                false,
                request()
                        .add("authorization", "Bearer callers")
                        .add("cookie", "a=1; authorization=Bearer callers")
                        .add("grpc-metadata-authorization", "Bearer callers")
                        .add("proxy-authorization", "Basic callers"));
        assertThat(passed.getAll("authorization")).containsExactly("Bearer lent");
        assertThat(passed.getAll("cookie")).containsExactly("a=1");
        assertThat(passed.toString()).doesNotContain("callers");
    }

    @Test
    void tellsItselfWhereACallComesFrom() {
        RequestHeaders passed = pass(
                false,
                request()
                        .add("x-forwarded-for", "6.6.6.6")
                        .add("forwarded", "for=6.6.6.6")
                        .add("x-real-ip", "6.6.6.6"));
        assertThat(passed.get("x-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(passed.toString()).doesNotContain("6.6.6.6");
    }

    @Test
    void addsToWhatATrustedProxySays() {
        RequestHeaders passed =
                pass(true, request().add("x-forwarded-for", "10.0.0.1").add("x-forwarded-proto", "https"));
        assertThat(passed.get("x-forwarded-for")).isEqualTo("10.0.0.1, 127.0.0.1");
        assertThat(passed.get("x-forwarded-proto")).isEqualTo("https");
    }

    @Test
    void endsTheHeadersOfAHopAndKeepsThoseOfTheCall() {
        RequestHeaders passed = pass(
                false,
                request()
                        .add("connection", "keep-alive")
                        .add("upgrade", "h2c")
                        .add("x-github-event", "push")
                        .add("accept", "text/event-stream"));
        assertThat(passed.contains("connection")).isFalse();
        assertThat(passed.contains("upgrade")).isFalse();
        assertThat(passed.get("x-github-event")).isEqualTo("push");
        assertThat(passed.get("accept")).isEqualTo("text/event-stream");
    }

    private static RequestHeadersBuilder request() {
        return RequestHeaders.builder(HttpMethod.GET, "/").authority("gateway.example:8080");
    }

    private static RequestHeaders pass(boolean trusting, RequestHeadersBuilder headers) {
        RequestHeaders incoming = headers.build();
        ServiceRequestContext context = ServiceRequestContext.builder(HttpRequest.of(incoming))
                .remoteAddress(new InetSocketAddress("127.0.0.1", 4711))
                .build();
        HeaderRules rules =
                new HeaderRules(new ArgoApiConfiguration(1, trusting, Duration.ofHours(1), Duration.ofMinutes(5)));
        return rules.upstream(context, incoming, "/there", Optional.of("Bearer lent"));
    }
}
