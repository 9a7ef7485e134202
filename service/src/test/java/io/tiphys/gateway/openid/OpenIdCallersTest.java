package io.tiphys.gateway.openid;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static io.tiphys.gateway.openid.TestIssuer.CURVE;
import static io.tiphys.gateway.openid.TestIssuer.ROTATED;
import static io.tiphys.gateway.openid.TestIssuer.RSA;
import static io.tiphys.gateway.openid.TestIssuer.claims;
import static io.tiphys.gateway.openid.TestIssuer.signed;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.CallerAuthenticator;
import io.tiphys.gateway.access.caller.FailedTokens;
import io.tiphys.gateway.access.caller.IssuerCallers;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenFingerprints;
import io.tiphys.gateway.environment.AuthenticationConfiguration;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.environment.TokenIssuer;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.CountedRejections;
import io.tiphys.gateway.fakes.FakeIssuedTokens;
import io.tiphys.gateway.fakes.FakeTokenReviewer;
import io.tiphys.gateway.fakes.NoHubs;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers with tokens of an issuer, verified with generated keys. */
final class OpenIdCallersTest {
    private static final TokenIssuer SECOND =
            TestIssuer.configuration("dex", "https://dex.example", "dex:", Map.of("tenant", "science"));
    private static final SubmissionEnvironment LAB =
            TestEnvironments.withIssuers("lab", TestIssuer.configuration(), SECOND);
    private static final SubmissionEnvironment OTHER =
            TestEnvironments.inMode("other", TestEnvironments.tokenRequest());

    private final TestTime time = new TestTime();
    private final TestIssuer issuer = new TestIssuer();
    private final FakeTokenReviewer reviewer = new FakeTokenReviewer();
    private final CallerAuthenticator callers = callers();

    private CallerAuthenticator callers() {
        var fingerprints = new TokenFingerprints();
        var failures = new FailedTokens(new AuthenticationConfiguration(3, 60), new CountedRejections(), time);
        var verifier = new OpenIdTokenVerifier(any -> IssuerKeys.of(issuer, () -> issuer.away, time));
        var environments = new SubmissionEnvironments(List.of(LAB, OTHER), Optional.empty());
        var issuers = new IssuerCallers(verifier, environments, failures, fingerprints, time, time);
        var hubs = NoHubs.callers(failures, fingerprints, time);
        return new CallerAuthenticator(
                reviewer, new FakeIssuedTokens(), issuers, hubs, failures, fingerprints, time, time);
    }

    @Test
    void takesUserAndGroupsWithTheirPrefixesAndAsksNoCluster() {
        Caller caller = authenticate(signed(RSA, claims(time.instant()).build()));

        assertThat(caller.identity())
                .isEqualTo(new KubernetesIdentity(
                        "keycloak:alice", "", List.of("keycloak:staff", "keycloak:students"), Map.of()));
        assertThat(caller.issued().orElseThrow().issuer().id()).isEqualTo("keycloak");
        assertThat(caller.upstreamToken()).isEmpty();
        assertThat(caller.lastingKey()).isEqualTo("user keycloak:alice");
        assertThat(reviewer.asked).isEmpty();
    }

    @Test
    void takesEllipticCurvesAndOneGroupThatIsAText() {
        Caller caller = authenticate(
                signed(CURVE, claims(time.instant()).claim("groups", "staff").build()));

        assertThat(((KubernetesIdentity) caller.identity()).groups()).containsExactly("keycloak:staff");
    }

    @Test
    void leavesATokenOfAnotherIssuerToTheCluster() {
        BearerToken token = signed(
                RSA, claims(time.instant()).issuer("https://cluster.example").build());
        reviewer.knows(token.reveal(), "ada");

        assertThat(authenticate(token).displayName()).isEqualTo("ada");
    }

    /** Each row: what is wrong, and a part of the refusal. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("The token expired at", c -> c.expirationTime(at(-31))),
                refusal("has no claim 'exp'", c -> c.expirationTime(null)),
                refusal("is not valid before", c -> c.notBeforeTime(at(31))),
                refusal("names none of other-name, tiphys", c -> c.audience("kubernetes")),
                refusal("names none of", c -> c.audience((String) null)),
                refusal("'sub', which names the user, is not a text", c -> c.subject(null)),
                refusal("'sub', which names the user, is not a text", c -> c.subject(" ")),
                refusal("'groups', which names the groups, is not a list of texts", c -> c.claim("groups", 7)),
                refusal("'groups', which names the groups, is not", c -> c.claim("groups", Map.of("a", "b"))),
                refusal("'groups', which names the groups, is not", c -> c.claim("groups", List.of("a", 7))),
                refusal("'groups', which names the groups, is not", c -> c.claim("groups", List.of(List.of("a")))),
                refusal(
                        "names 10000 groups in its claim 'groups', and the limit is 500",
                        c -> c.claim(
                                "groups",
                                IntStream.range(0, 10_000)
                                        .mapToObj(i -> "group-" + i)
                                        .toList())),
                refusal("control characters", c -> c.subject("ali\nce")),
                refusal("more than 512 characters", c -> c.subject("a".repeat(600))));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesAGenuineTokenWithTheReason(String part, UnaryOperator<JWTClaimsSet.Builder> change) {
        BearerToken token = signed(RSA, change.apply(claims(time.instant())).build());

        assertThat(refusal(token).detail()).contains(part);
        assertThat(reviewer.asked).isEmpty();
    }

    @Test
    void toleratesTheConfiguredDifferenceOfClocks() {
        authenticate(signed(
                RSA,
                claims(time.instant())
                        .expirationTime(at(-29))
                        .notBeforeTime(at(29))
                        .build()));
    }

    @Test
    void refusesATokenWithoutASignature() {
        var token = BearerToken.of(new PlainJWT(claims(time.instant()).build()).serialize());

        assertThat(refusal(token).detail()).contains("has no signature");
    }

    @Test
    void refusesASymmetricSignatureWithThePublicKeyAsItsSecret() throws JOSEException {
        byte[] publicKey = RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.US_ASCII);
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(RSA.getKeyID()).build();

        BearerToken token =
                signed(new MACSigner(publicKey), header, claims(time.instant()).build());

        assertThat(refusal(token).detail()).contains("is not signed with an algorithm");
    }

    @Test
    void refusesAnAlgorithmThatIsNotConfigured() {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS512).keyID(RSA.getKeyID()).build();

        assertThat(refusal(signed(RSA, header, claims(time.instant()).build())).detail())
                .contains("is not signed with an algorithm");
    }

    @Test
    void refusesALogoutToken() {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(RSA.getKeyID())
                .type(new JOSEObjectType("logout+jwt"))
                .build();

        assertThat(refusal(signed(RSA, header, claims(time.instant()).build())).detail())
                .contains("'typ'");
    }

    @Test
    void refusesASignatureOfAnotherKeyUnderAKnownKeyId() {
        BearerToken token =
                signed(ROTATED, TestIssuer.header(RSA), claims(time.instant()).build());

        assertThat(refusal(token).detail()).contains("its issuer did not sign it");
    }

    @Test
    void refusesAKeyThatTheIssuerDoesNotPublish() {
        assertThat(refusal(signed(ROTATED, claims(time.instant()).build())).detail())
                .contains("does not publish the key");
        assertThat(issuer.readings).hasValue(2);
    }

    @Test
    void takesARotatedKeyAtOnceAndKeepsTheOldOneWhileItIsPublished() {
        BearerToken old = signed(RSA, claims(time.instant()).build());
        authenticate(old);
        issuer.published.add(ROTATED.toPublicJWK());

        authenticate(signed(ROTATED, claims(time.instant()).build()));
        authenticate(old);

        assertThat(issuer.readings).hasValue(2);
    }

    @Test
    void refusesAWithdrawnKeyAfterTheKeysWereReadAgain() {
        BearerToken token =
                signed(RSA, claims(time.instant()).expirationTime(at(86_400)).build());
        authenticate(token);
        issuer.published.removeIf(key -> key.getKeyID().equals(RSA.getKeyID()));
        time.advance(IssuerKeys.KEPT.plusSeconds(1));

        assertThat(refusal(token).detail()).contains("does not publish the key");
    }

    @Test
    void readsTheKeysAtMostTwiceInFiveSecondsForUnknownKeys() {
        authenticate(signed(RSA, claims(time.instant()).build()));
        refusal(signed(ROTATED, claims(time.instant()).build()));

        Problem problem = problemOf(
                ErrorReason.ISSUER_UNAVAILABLE,
                () -> authenticate(
                        signed(ROTATED, claims(time.instant()).subject("bob").build())));

        assertThat(problem.retryAfter()).contains(IssuerKeys.INTERVAL);
        assertThat(issuer.readings).hasValue(2);
    }

    @Test
    void servesKnownKeysWhileTheIssuerIsAwayAndDecidesNothingAboutOthers() {
        authenticate(signed(RSA, claims(time.instant()).build()));
        issuer.away = true;
        time.advance(Duration.ofHours(1));

        authenticate(signed(RSA, claims(time.instant()).build()));
        time.advance(IssuerKeys.INTERVAL);
        problemOf(
                ErrorReason.ISSUER_UNAVAILABLE,
                () -> authenticate(signed(ROTATED, claims(time.instant()).build())));

        issuer.away = false;
        issuer.published.add(ROTATED.toPublicJWK());
        time.advance(IssuerKeys.INTERVAL);
        authenticate(signed(ROTATED, claims(time.instant()).build()));
    }

    @Test
    void decidesNothingWhileAnIssuerWasNeverThere() {
        issuer.away = true;

        problemOf(
                ErrorReason.ISSUER_UNAVAILABLE,
                () -> authenticate(signed(RSA, claims(time.instant()).build())));
    }

    @Test
    void tellsSubjectsOfTwoIssuersApart() {
        BearerToken token = signed(
                RSA,
                claims(time.instant())
                        .issuer(SECOND.issuer())
                        .claim("tenant", "science")
                        .build());

        assertThat(authenticate(token).displayName()).isEqualTo("dex:alice");
    }

    @Test
    void requiresTheConfiguredClaims() {
        BearerToken token = signed(
                RSA,
                claims(time.instant())
                        .issuer(SECOND.issuer())
                        .claim("tenant", "arts")
                        .build());

        assertThat(refusal(token).detail()).contains("'tenant' is not 'science'");
    }

    @Test
    void refusesAReplayAtAnEnvironmentWithoutTheIssuerAndAsksItsClusterNothing() {
        BearerToken token = signed(RSA, claims(time.instant()).build());

        Problem problem = problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(OTHER, token, ""));

        assertThat(problem.detail()).contains("Environment 'other' does not accept tokens of this token's issuer");
        assertThat(callers.mayShow(OTHER, token)).isFalse();
        assertThat(callers.mayShow(LAB, token)).isTrue();
        assertThat(reviewer.asked).isEmpty();
    }

    @Test
    void countsForgedTokensAgainstTheirAddressButDelaysNoGenuineOne() {
        for (int i = 0; i < 3; i++) {
            BearerToken forged = signed(
                    ROTATED,
                    TestIssuer.header(RSA),
                    claims(time.instant()).subject("guess-" + i).build());
            problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(LAB, forged, "10.0.0.1"));
        }
        BearerToken another = signed(
                ROTATED,
                TestIssuer.header(RSA),
                claims(time.instant()).subject("last").build());

        problemOf(ErrorReason.TOO_MANY_CALLS, () -> authenticate(LAB, another, "10.0.0.1"));
        authenticate(LAB, signed(RSA, claims(time.instant()).build()), "10.0.0.1");
    }

    @Test
    void endsACachedResultWithTheToken() {
        BearerToken token =
                signed(RSA, claims(time.instant()).expirationTime(at(3)).build());
        authenticate(token);
        time.advance(Duration.ofSeconds(32));
        authenticate(token);
        time.advance(Duration.ofSeconds(1));

        assertThat(refusal(token).detail()).contains("The token expired at");
    }

    @ParameterizedTest
    @MethodSource("reserved")
    void neverNamesAUserOrGroupOfKubernetesItself(UnaryOperator<JWTClaimsSet.Builder> change) {
        SubmissionEnvironment careless = TestEnvironments.withIssuers(
                "lab", TestIssuer.configuration("keycloak", TestIssuer.URL, "sys", Map.of()));
        BearerToken token = signed(RSA, change.apply(claims(time.instant())).build());

        Problem problem = problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(careless, token, ""));

        assertThat(problem.detail()).contains("a name that Kubernetes reserves");
    }

    static Stream<UnaryOperator<JWTClaimsSet.Builder>> reserved() {
        return Stream.of(
                c -> c.claim("groups", List.of("staff", "tem:masters")),
                c -> c.subject("tem:serviceaccount:kube-system:admin"));
    }

    @Test
    void keepsAGroupThatLooksReservedBehindItsPrefix() {
        BearerToken token = signed(
                RSA,
                claims(time.instant())
                        .claim("groups", Collections.singletonList("system:masters"))
                        .build());

        assertThat(((KubernetesIdentity) authenticate(token).identity()).groups())
                .containsExactly("keycloak:system:masters");
    }

    private static Arguments refusal(String part, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(part, change);
    }

    private static Date at(long secondsFromNow) {
        return Date.from(new TestTime().instant().plusSeconds(secondsFromNow));
    }

    private Problem refusal(BearerToken token) {
        return problemOf(ErrorReason.TOKEN_INVALID, () -> authenticate(token));
    }

    private Caller authenticate(BearerToken token) {
        return authenticate(LAB, token, "");
    }

    private Caller authenticate(SubmissionEnvironment environment, BearerToken token, String address) {
        return callers.authenticate(environment, token, Deadline.after(Duration.ofSeconds(20)), address);
    }
}
