package io.tiphys.gateway.credentials;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.credentials.CredentialMode.ServiceAccountSecret;
import io.tiphys.gateway.credentials.CredentialMode.TokenRequest;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.FakeServiceAccountSecrets;
import io.tiphys.gateway.fakes.FakeTokenMinter;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialedCallsTest {
    private static final TokenRequest TOKEN_REQUEST = TestEnvironments.tokenRequest();
    private static final DirectToken CALLERS_OWN = new DirectToken(Optional.empty());
    private static final ServiceAccountSecret SECRET = new ServiceAccountSecret("runner");

    private final TestTime time = new TestTime();
    private final FakeTokenMinter minter = new FakeTokenMinter(time);
    private final FakeServiceAccountSecrets secrets = new FakeServiceAccountSecrets()
            .holdsAccount("runner", List.of("listed"), Map.of())
            .holdsSecret("listed", Map.of(), "secret-1");
    private final CredentialedCalls calls = new CredentialedCalls(
            new DirectTokenResolver(),
            new ServiceAccountSecretResolver(secrets, time),
            new TokenRequestResolver(new MintedTokens(minter, time)));
    private final List<String> shown = new ArrayList<>();

    @Test
    void showsAGoodTokenOnce() {
        assertThat(call(TOKEN_REQUEST, Set.of())).isEqualTo("done with minted-1");
        assertThat(shown).containsExactly("minted-1");
    }

    @Test
    void triesOnceMoreWithAFreshTokenWhenTheFirstIsRefused() {
        assertThat(call(TOKEN_REQUEST, Set.of("minted-1"))).isEqualTo("done with minted-2");
        assertThat(call(TOKEN_REQUEST, Set.of("minted-1"))).isEqualTo("done with minted-2");

        assertThat(shown).containsExactly("minted-1", "minted-2", "minted-2");
    }

    @Test
    void saysThatTheGatewaysCredentialIsRefusedWhenTheFreshOneIsTooAndStopsThere() {
        Problem problem = problemOf(
                ErrorReason.CREDENTIAL_REFUSED, () -> call(TOKEN_REQUEST, Set.of("minted-1", "minted-2", "minted-3")));

        assertThat(shown).containsExactly("minted-1", "minted-2");
        assertThat(problem.detail()).contains("token-request").doesNotContain("minted");
    }

    @Test
    void anArgoServerThatRefusesEveryTokenDoesNotMakeEveryCallAMinting() {
        Set<String> all = Set.of("minted-1", "minted-2", "minted-3", "minted-4");
        for (int i = 0; i < 10; i++) {
            problemOf(ErrorReason.CREDENTIAL_REFUSED, () -> call(TOKEN_REQUEST, all));
        }

        assertThat(minter.asked).hasSize(2);
    }

    @Test
    void tellsTheCallerThatItsOwnTokenIsRefusedAndDoesNotShowItAgain() {
        problemOf(ErrorReason.TOKEN_REFUSED_BY_ARGO, () -> call(CALLERS_OWN, Set.of("callers")));

        assertThat(shown).containsExactly("callers");
    }

    @Test
    void readsTheSecretAgainWhenItsTokenIsRefused() {
        call(SECRET, Set.of());
        secrets.holdsSecret("listed", Map.of(), "secret-2");

        assertThat(call(SECRET, Set.of("secret-1"))).isEqualTo("done with secret-2");
        assertThat(shown).containsExactly("secret-1", "secret-1", "secret-2");
    }

    @Test
    void doesNotShowTheSameRefusedSecretTwice() {
        problemOf(ErrorReason.CREDENTIAL_REFUSED, () -> call(SECRET, Set.of("secret-1")));

        assertThat(shown).containsExactly("secret-1");
    }

    @Test
    void readsTheConfiguredFileAgainWhenItsTokenIsRefused(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "file-1");
        DirectToken mode = new DirectToken(Optional.of(file));
        problemOf(ErrorReason.CREDENTIAL_REFUSED, () -> call(mode, Set.of("file-1")));
        assertThat(shown).containsExactly("file-1");
        shown.clear();

        String answer = calls.call(request(mode, Duration.ofSeconds(20)), token -> {
            shown.add(token.reveal());
            if (token.reveal().equals("file-1")) {
                rotate(file);
                throw new CredentialRefusedException("401");
            }
            return "done";
        });

        assertThat(answer).isEqualTo("done");
        assertThat(shown).containsExactly("file-1", "file-2");
    }

    @Test
    void sendsNothingWhenTheTimeIsUp() {
        problemOf(
                ErrorReason.DEADLINE_EXCEEDED,
                () -> calls.call(request(CALLERS_OWN, Duration.ZERO), token -> shown.add(token.reveal())));

        assertThat(shown).isEmpty();
    }

    @Test
    void passesEveryOtherFailureOnWithoutAnotherTry() {
        var failure = new IllegalStateException("broken");

        assertThatThrownBy(() -> calls.call(request(TOKEN_REQUEST, Duration.ofSeconds(20)), token -> {
                    shown.add(token.reveal());
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(shown).containsExactly("minted-1");
    }

    private String call(CredentialMode mode, Set<String> refused) {
        return calls.call(request(mode, Duration.ofSeconds(20)), token -> {
            shown.add(token.reveal());
            if (refused.contains(token.reveal())) {
                throw new CredentialRefusedException("401");
            }
            return "done with " + token.reveal();
        });
    }

    private static CredentialRequest request(CredentialMode mode, Duration limit) {
        return new CredentialRequest(
                "lab", "science", mode, Optional.of(BearerToken.of("callers")), Deadline.after(limit));
    }

    private static void rotate(Path file) {
        try {
            Files.writeString(file, "file-2");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
