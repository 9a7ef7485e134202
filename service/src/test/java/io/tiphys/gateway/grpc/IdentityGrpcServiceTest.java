package io.tiphys.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.v1.IdentityServiceGrpc;
import io.tiphys.v1.PermittedOperations;
import io.tiphys.v1.TokenKind;
import io.tiphys.v1.WhoAmIRequest;
import io.tiphys.v1.WhoAmIResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IdentityGrpcServiceTest {
    private final GrpcApiUnderTest door = new GrpcApiUnderTest(TestEnvironments.wideLimits());

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void saysWhoTheCallerIs() {
        WhoAmIResponse response = GrpcApiUnderTest.authorized(IdentityServiceGrpc.newBlockingStub(door.channel))
                .whoAmI(WhoAmIRequest.newBuilder().setEnvironment("production").build());

        assertThat(response.getEnvironment()).isEqualTo("production");
        assertThat(response.getUser()).isEqualTo("ada");
        assertThat(response.getTokenKind()).isEqualTo(TokenKind.TOKEN_KIND_KUBERNETES);
        assertThat(response.getServiceAccount()).isEmpty();
        assertThat(response.getNamespacesList())
                .extracting(PermittedOperations::getNamespace)
                .containsExactly("other", "science");
        assertThat(response.getNamespaces(0).getAllowedList()).contains("submit", "logs");
    }

    @Test
    void tellsAStrangerNothing() {
        var stranger = IdentityServiceGrpc.newBlockingStub(door.channel);

        Throwable failure = catchThrowable(() -> stranger.whoAmI(WhoAmIRequest.getDefaultInstance()));

        assertThat(failure).hasMessageContaining("UNAUTHENTICATED");
    }
}
