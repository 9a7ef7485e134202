package io.tiphys.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.access.caller.TokenReviewer.Unauthenticated;
import io.tiphys.gateway.credentials.BearerToken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Answers that a healthy API server does not give, and what people put into secrets. */
final class AnswersTest {
    @Test
    void authenticatesNobodyWithoutAName() {
        assertThat(Fabric8TokenReviewer.answer(null)).isEqualTo(new Unauthenticated());
        assertThat(Fabric8TokenReviewer.answer(
                        new TokenReviewStatusBuilder().withAuthenticated(true).build()))
                .isEqualTo(new Unauthenticated());
        assertThat(Fabric8TokenReviewer.answer(new TokenReviewStatusBuilder()
                        .withAuthenticated(true)
                        .withNewUser()
                        .withUsername("")
                        .endUser()
                        .build()))
                .isEqualTo(new Unauthenticated());
    }

    @Test
    void readsWhenAMintedTokenEnds() {
        assertThat(Fabric8TokenMinter.minted(new TokenRequestBuilder()
                                .withNewStatus("2026-11-21T10:00:00Z", "abc")
                                .build())
                        .expiresAt())
                .isEqualTo(Instant.parse("2026-11-21T10:00:00Z"));
    }

    @Test
    void takesNoMintedTokenWithoutAnEndAndDoesNotTellIt() {
        assertThatThrownBy(() -> Fabric8TokenMinter.minted(new TokenRequestBuilder()
                        .withNewStatus("soon", "secret word")
                        .build()))
                .isInstanceOf(KubernetesClientException.class)
                .hasNoCause()
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> Fabric8TokenMinter.minted(new TokenRequestBuilder().build()))
                .isInstanceOf(KubernetesClientException.class);
    }

    @Test
    void readsTheTokenOfASecret() {
        assertThat(Fabric8ServiceAccountSecrets.view(secret("abc\n")).token()).contains(BearerToken.of("abc"));
        assertThat(Fabric8ServiceAccountSecrets.view(secret("two words")).token())
                .isEmpty();
        assertThat(Fabric8ServiceAccountSecrets.view(new SecretBuilder(secret("x"))
                                .addToData("token", "not base64!")
                                .build())
                        .token())
                .isEmpty();
        assertThat(Fabric8ServiceAccountSecrets.view(
                                new SecretBuilder(secret("x")).withData(null).build())
                        .token())
                .isEmpty();
    }

    private static Secret secret(String token) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName("secret")
                .endMetadata()
                .addToData("token", Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)))
                .build();
    }
}
