package io.tiphys.gateway.credentials;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectTokenResolverTest {
    private static final DirectToken CALLERS_OWN = new DirectToken(Optional.empty());

    private final DirectTokenResolver resolver = new DirectTokenResolver();

    @TempDir
    private Path directory;

    @Test
    void passesTheCallersOwnTokenThrough() {
        assertThat(resolver.resolve(request(CALLERS_OWN), CALLERS_OWN)).isEqualTo(BearerToken.of("callers"));
    }

    @Test
    void hasNoOtherTokenThanTheCallers() {
        assertThat(resolver.refused(request(CALLERS_OWN), CALLERS_OWN, BearerToken.of("callers")))
                .isFalse();
    }

    @Test
    void readsTheFileAgainEachTime() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first\n");
        DirectToken mode = new DirectToken(Optional.of(file));
        assertThat(resolver.resolve(request(mode), mode)).isEqualTo(BearerToken.of("first"));

        Files.writeString(file, "  second  \n");

        assertThat(resolver.resolve(request(mode), mode)).isEqualTo(BearerToken.of("second"));
        assertThat(resolver.refused(request(mode), mode, BearerToken.of("first")))
                .isTrue();
    }

    @Test
    void saysWhichPropertyNamesAFileThatIsNotThere() {
        DirectToken mode = new DirectToken(Optional.of(directory.resolve("gone")));

        Problem problem = problemOf(ErrorReason.CREDENTIAL_UNAVAILABLE, () -> resolver.resolve(request(mode), mode));

        assertThat(problem.detail())
                .contains("tiphys.environments.lab.credentials.token-file")
                .doesNotContain(directory.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "Bearer secret", "two\nsecret"})
    void doesNotShowWhatIsInAFileThatHoldsNoToken(String content) throws IOException {
        DirectToken mode = new DirectToken(Optional.of(Files.writeString(directory.resolve("token"), content)));

        Problem problem = problemOf(ErrorReason.CREDENTIAL_UNAVAILABLE, () -> resolver.resolve(request(mode), mode));

        assertThat(problem.detail()).doesNotContain("secret");
    }

    private static CredentialRequest request(DirectToken mode) {
        return new CredentialRequest(
                "lab", "science", mode, Optional.of(BearerToken.of("callers")), Deadline.after(Duration.ofSeconds(20)));
    }
}
