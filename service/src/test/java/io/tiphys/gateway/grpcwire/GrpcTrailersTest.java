package io.tiphys.gateway.grpcwire;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpHeaders;
import org.junit.jupiter.api.Test;

final class GrpcTrailersTest {
    private static final HttpHeaders FIVE = HttpHeaders.of(GrpcTrailers.STATUS, "5");
    private static final HttpHeaders ZERO = HttpHeaders.of(GrpcTrailers.STATUS, "0");
    private static final HttpHeaders OTHER = HttpHeaders.of("checksum", "1");

    @Test
    void theTrailersCarryTheStatus() {
        assertThat(GrpcTrailers.of(OTHER, FIVE)).isSameAs(FIVE);
        assertThat(GrpcTrailers.of(ZERO, FIVE)).isSameAs(FIVE);
    }

    @Test
    void theHeadersCarryTheStatusOfAResponseThatIsTrailersAlone() {
        assertThat(GrpcTrailers.of(FIVE, HttpHeaders.of())).isSameAs(FIVE);
        assertThat(GrpcTrailers.of(FIVE, OTHER)).isSameAs(FIVE);
    }
}
