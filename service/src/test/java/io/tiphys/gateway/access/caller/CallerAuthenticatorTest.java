package io.tiphys.gateway.access.caller;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.caller.Caller.ArgoIdentity;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.IssuedTokens.Origin;
import io.tiphys.gateway.access.caller.TokenReviewer.Turn;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.credentials.CredentialMode.ServiceAccountSecret;
import io.tiphys.gateway.credentials.TokenFingerprints;
import io.tiphys.gateway.environment.AuthenticationConfiguration;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.CountedRejections;
import io.tiphys.gateway.fakes.FakeIssuedTokens;
import io.tiphys.gateway.fakes.FakeTokenReviewer;
import io.tiphys.gateway.fakes.NoHubs;
import io.tiphys.gateway.fakes.NoIssuers;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.fakes.Until;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class CallerAuthenticatorTest {
    private static final SubmissionEnvironment DIRECT = TestEnvironments.direct("lab", TestEnvironments.wideLimits());
    private static final SubmissionEnvironment LENDING =
            TestEnvironments.inMode("lending", TestEnvironments.tokenRequest());

    private final TestTime time = new TestTime();
    private final FakeTokenReviewer reviewer = new FakeTokenReviewer().knows("good", "ada");
    private final FakeIssuedTokens issued = new FakeIssuedTokens();
    private final CallerAuthenticator callers = callers(reviewer, issued, new TokenFingerprints(), time);

    public static CallerAuthenticator callers(
            TokenReviewer reviewer, IssuedTokens issued, TokenFingerprints fingerprints, TestTime time) {
        var failures = new FailedTokens(new AuthenticationConfiguration(3, 60), new CountedRejections(), time);
        var issuers = NoIssuers.callers(failures, fingerprints, time, time);
        var hubs = NoHubs.callers(failures, fingerprints, time);
        return new CallerAuthenticator(reviewer, issued, issuers, hubs, failures, fingerprints, time, time);
    }

    @Test
    void readsTheTokenOutOfTheHeader() {
        assertThat(CallerAuthenticator.token(Optional.of("Bearer abc"))).isEqualTo(BearerToken.of("abc"));
        assertThat(CallerAuthenticator.token(Optional.of("  bEARER   abc  "))).isEqualTo(BearerToken.of("abc"));
    }

    @Test
    void wantsATokenAtAll() {
        problemOf(ErrorReason.CALLER_UNKNOWN, () -> CallerAuthenticator.token(Optional.empty()));
        problemOf(ErrorReason.CALLER_UNKNOWN, () -> CallerAuthenticator.token(Optional.of("")));
        problemOf(ErrorReason.CALLER_UNKNOWN, () -> CallerAuthenticator.token(Optional.of("  ")));
        problemOf(ErrorReason.CALLER_UNKNOWN, () -> CallerAuthenticator.token(Optional.of("Bearer")));
        problemOf(ErrorReason.CALLER_UNKNOWN, () -> CallerAuthenticator.token(Optional.of("bearer  ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic c2VjcmV0", "Bearersecret", "secret", "Bearer\tsecret", "Digest secret=1"})
    void wantsTheBearerSchemeAndRepeatsNothing(String header) {
        Problem problem =
                problemOf(ErrorReason.TOKEN_KIND_UNSUPPORTED, () -> CallerAuthenticator.token(Optional.of(header)));

        assertThat(problem.toString()).doesNotContain("secret", "c2VjcmV0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer two secrets", "Bearer sécret", "Bearer Bearer secret", "Bearer secret\u0000"})
    void refusesWhatCannotBeATokenAndRepeatsNothing(String header) {
        Problem problem = problemOf(ErrorReason.TOKEN_INVALID, () -> CallerAuthenticator.token(Optional.of(header)));

        assertThat(problem.toString()).doesNotContain("secret", "sécret");
    }

    @Test
    void takesTheIdentityThatTheReviewSays() {
        var ada = new KubernetesIdentity("ada", "7", List.of("staff"), Map.of("scope", List.of("all")));
        reviewer.knows("lab", "special", ada);

        assertThat(authenticate(DIRECT, "special").identity()).isEqualTo(ada);
        assertThat(authenticate(DIRECT, "special").displayName()).isEqualTo("ada");
    }

    @Test
    void refusesATokenThatIsNobodys() {
        problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(DIRECT, "rubbish"));
    }

    @Test
    void keepsAReviewForTenSecondsAtMost() {
        authenticate(DIRECT, "good");
        time.advance(Duration.ofSeconds(10).minusNanos(1));
        authenticate(DIRECT, "good");
        assertThat(reviewer.asked).hasSize(1);

        reviewer.forget("good");
        time.advance(Duration.ofNanos(1));

        problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(DIRECT, "good"));
    }

    @Test
    void keepsAReviewNoLongerThanTheTokenLives() {
        String shortLived = jwtUntil(time.instant().plusSeconds(3));
        reviewer.knows(shortLived, "ada");
        authenticate(DIRECT, shortLived);
        time.advance(Duration.ofMillis(2_999));
        authenticate(DIRECT, shortLived);
        assertThat(reviewer.asked).hasSize(1);

        reviewer.forget(shortLived);
        time.advance(Duration.ofMillis(1));

        problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(DIRECT, shortLived));
    }

    @Test
    void keepsNothingOfATokenThatIsExpiredByItsOwnWords() {
        String expired = jwtUntil(time.instant().minusSeconds(3));
        reviewer.knows(expired, "ada");
        authenticate(DIRECT, expired);
        authenticate(DIRECT, expired);

        assertThat(reviewer.asked).hasSize(2);
    }

    @Test
    void keepsARefusalForTwoSeconds() {
        problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(DIRECT, "new"));
        reviewer.knows("new", "ada");
        time.advance(Duration.ofSeconds(2).minusNanos(1));
        problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(DIRECT, "new"));
        assertThat(reviewer.asked).hasSize(1);

        time.advance(Duration.ofNanos(1));

        assertThat(authenticate(DIRECT, "new").displayName()).isEqualTo("ada");
    }

    @Test
    void asksTheClusterOfEachEnvironment() {
        SubmissionEnvironment other = TestEnvironments.direct("other", TestEnvironments.wideLimits());
        reviewer.knows("lab", "local", new KubernetesIdentity("ada", "", List.of(), Map.of()));
        authenticate(DIRECT, "local");

        problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(other, "local"));

        assertThat(reviewer.asked).containsExactly("lab", "other");
    }

    @Test
    void asksAgainWhenTheClusterDidNotAnswer() {
        reviewer.before = environment -> {
            throw new GatewayException(Problem.of(ErrorReason.KUBERNETES_UNAVAILABLE, "no answer"));
        };
        problemOf(ErrorReason.KUBERNETES_UNAVAILABLE, () -> authenticate(DIRECT, "good"));
        reviewer.before = environment -> {};

        assertThat(authenticate(DIRECT, "good").displayName()).isEqualTo("ada");
    }

    @Test
    void reviewsATokenOnceForAllItsCallsAtOnce() throws InterruptedException {
        var gate = new CountDownLatch(1);
        reviewer.before = environment -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        List<Thread> threads = IntStream.range(0, 20)
                .mapToObj(i -> Thread.ofVirtual().start(() -> authenticate(DIRECT, "good")))
                .toList();
        Until.allWait(threads);

        gate.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(reviewer.asked).hasSize(1);
    }

    @Test
    void passesAnArgoTokenOnInModeDirectWithoutAskingKubernetes() {
        Caller caller = authenticate(DIRECT, "v2:eyJ");

        assertThat(caller.identity()).isInstanceOf(ArgoIdentity.class);
        assertThat(reviewer.asked).isEmpty();
    }

    @Test
    void takesNoArgoTokenWhereRightsAreLentAndDoesNotNameTheEnvironment() {
        var configured = new DirectToken(Optional.of(Path.of("token")));
        for (var mode : List.of(TestEnvironments.tokenRequest(), new ServiceAccountSecret("runner"), configured)) {
            SubmissionEnvironment lending = TestEnvironments.inMode("lending", mode);

            Problem problem = problemOf(ErrorReason.TOKEN_KIND_UNSUPPORTED, () -> authenticate(lending, "v2:eyJ"));

            assertThat(problem.toString()).doesNotContain("lending");
        }
    }

    @Test
    void reviewsKubernetesTokensWhereRightsAreLent() {
        assertThat(authenticate(LENDING, "good").displayName()).isEqualTo("ada");
    }

    @Test
    void keepsHoldersOfArgoTokensApartAndNamesThemAlike() {
        Caller one = authenticate(DIRECT, "v2:one");
        Caller other = authenticate(DIRECT, "v2:other");

        assertThat(one.key())
                .isNotEqualTo(other.key())
                .isEqualTo(authenticate(DIRECT, "v2:one").key());
        assertThat(one.key()).doesNotContain("v2:one");
        assertThat(one.displayName()).isEqualTo(other.displayName()).doesNotContain("v2");
    }

    @Test
    void reviewsANewTokenInTheTurnsOfNewOnesAndAKnownOneForEverInThoseOfKnownOnes() {
        authenticate(DIRECT, "good");
        time.advance(Duration.ofMinutes(5));
        authenticate(DIRECT, "good");
        reviewer.forget("good");
        time.advance(Duration.ofMinutes(5));
        problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(DIRECT, "good"));
        time.advance(Duration.ofMinutes(5));
        problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(DIRECT, "good"));

        assertThat(reviewer.turns).containsExactly(Turn.NEW, Turn.KNOWN, Turn.KNOWN, Turn.NEW);
    }

    @Test
    void reviewsATokenThatTheClusterSignedInTheTurnsOfKnownOnes() {
        String signed = jwtUntil(time.instant().plusSeconds(600));
        reviewer.knows(signed, "ada");
        issued.knows("lab", signed, Origin.CLUSTER);

        authenticate(DIRECT, signed);

        assertThat(reviewer.turns).containsExactly(Turn.KNOWN);
    }

    @Test
    void reviewsNoTokenThatIsExpiredOrForged() {
        String expired = jwtUntil(time.instant().minus(TokenRefusals.LEEWAY).minusSeconds(1));
        String forged = jwtUntil(time.instant().plusSeconds(600));
        issued.knows("lab", forged, Origin.FORGED);

        Problem end = problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(DIRECT, expired));
        problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(DIRECT, forged));

        assertThat(reviewer.asked).isEmpty();
        assertThat(end.detail()).startsWith("The token expired at 2026-11-01T11:57:59Z.");
    }

    @Test
    void saysWhatIsWrongWithATokenWhereItsOwnClaimsTell() {
        String exp = "\"exp\":" + time.instant().plusSeconds(600).getEpochSecond();
        assertThat(refusalOf("rubbish")).contains("malformed or incomplete");
        assertThat(refusalOf(jwt("{\"iss\":\"here\",\"aud\":[\"vault\"]," + exp + "}")))
                .contains("another audience");
        time.advance(Duration.ofMinutes(1));
        assertThat(refusalOf(jwtUntil(time.instant().minusSeconds(3)))).contains("expired at");
        time.advance(Duration.ofMinutes(1));
        assertThat(refusalOf(jwt("{\"iss\":\"here\",\"aud\":[\"here\"]}"))).contains("revoked");
    }

    private String refusalOf(String token) {
        Problem problem = problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(DIRECT, token));
        assertThat(problem.toString()).doesNotContain(token).doesNotContain("vault");
        return problem.detail();
    }

    @Test
    void letsAnAddressGuessSoManyTokensAndNoMore() {
        for (int i = 0; i < 3; i++) {
            String guess = "guess" + i;
            problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(DIRECT, guess));
        }

        Problem refused = problemOf(ErrorReason.TOO_MANY_CALLS, () -> authenticate(DIRECT, "guess3"));

        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(reviewer.asked).hasSize(3);
        problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(DIRECT, "guess4", "10.0.0.2"));
        time.advance(Duration.ofSeconds(1));
        problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(DIRECT, "guess5"));
        problemOf(ErrorReason.TOO_MANY_CALLS, () -> authenticate(DIRECT, "guess6"));
    }

    @Test
    void holdsUpNoKnownTokenOfAnAddressThatGuesses() {
        String signed = jwtUntil(time.instant().plusSeconds(600));
        reviewer.knows(signed, "bob");
        issued.knows("lab", signed, Origin.CLUSTER);
        authenticate(DIRECT, "good");
        for (int i = 0; i < 3; i++) {
            String guess = "guess" + i;
            problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(DIRECT, guess));
        }
        time.advance(Duration.ofMillis(500));
        problemOf(ErrorReason.TOO_MANY_CALLS, () -> authenticate(DIRECT, "guess3"));

        assertThat(authenticate(DIRECT, "good").displayName()).isEqualTo("ada");
        assertThat(authenticate(DIRECT, signed).displayName()).isEqualTo("bob");
    }

    private Caller authenticate(SubmissionEnvironment environment, String token) {
        return authenticate(environment, token, "10.0.0.1");
    }

    private Caller authenticate(SubmissionEnvironment environment, String token, String address) {
        return callers.authenticate(
                environment, BearerToken.of(token), Deadline.after(Duration.ofSeconds(20)), address);
    }

    private static String jwtUntil(Instant expiry) {
        return jwt("{\"exp\":" + expiry.getEpochSecond() + "}");
    }

    private static String jwt(String claims) {
        return encoded("{\"alg\":\"RS256\"}") + "." + encoded(claims) + ".c2ln";
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
