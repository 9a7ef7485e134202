package io.tiphys.gateway.access;

import static io.tiphys.gateway.fakes.FakeAccessReviewer.HOLDER;
import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.gateway.access.caller.Caller.ArgoIdentity;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.CallerAuthenticatorTest;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.AccessDecision.Allowed;
import io.tiphys.gateway.access.review.AccessDecision.Denied;
import io.tiphys.gateway.access.review.AccessDecision.Undecided;
import io.tiphys.gateway.access.review.CachedAccessReviews;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.credentials.CredentialMode.ServiceAccountSecret;
import io.tiphys.gateway.credentials.DirectTokenResolver;
import io.tiphys.gateway.credentials.TokenFingerprints;
import io.tiphys.gateway.environment.AccountUsers;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.fakes.FakeAccessReviewer;
import io.tiphys.gateway.fakes.FakeAccessReviewer.Review;
import io.tiphys.gateway.fakes.FakeIssuedTokens;
import io.tiphys.gateway.fakes.FakeServiceAccountSecrets;
import io.tiphys.gateway.fakes.FakeTokenReviewer;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.workflow.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NamespaceGuardTest {
    private static final String ACCOUNT = "system:serviceaccount:science:submitter";
    private static final AccessCheck CREATE = check("create", "workflows");
    private static final AccessCheck READ_TEMPLATE = Operation.readTemplate("science", "shared");
    private static final AccessCheck IMPERSONATE = Operation.impersonate("science", "submitter");
    private static final List<AccessCheck> RIGHTS = List.of(CREATE, READ_TEMPLATE);
    private static final AccountUsers NOBODY = new AccountUsers(Set.of(), Set.of());

    private final TestTime time = new TestTime();
    private final FakeAccessReviewer reviewer = new FakeAccessReviewer();
    private final FakeTokenReviewer tokens = new FakeTokenReviewer();
    private final TokenFingerprints fingerprints = new TokenFingerprints();
    private final FakeServiceAccountSecrets accounts =
            new FakeServiceAccountSecrets().holdsAccount("submitter", List.of(), Map.of());
    private final NamespaceGuard guard = new NamespaceGuard(
            new CachedAccessReviews(reviewer, fingerprints, time),
            new DelegatedIdentity(
                    new DirectTokenResolver(),
                    CallerAuthenticatorTest.callers(tokens, new FakeIssuedTokens(), fingerprints, time),
                    accounts));

    static List<CredentialMode> accountModes() {
        return List.of(TestEnvironments.tokenRequest(), new ServiceAccountSecret("submitter"));
    }

    @Test
    void asksTheHolderOfAPassedOnTokenAndNobodyElse() {
        assertThat(require(direct(), ada())).isEqualTo(AccessDecider.KUBERNETES);

        assertThat(reviewer.reviews)
                .containsExactly(new Review("lab", HOLDER, CREATE), new Review("lab", HOLDER, READ_TEMPLATE));
    }

    @Test
    void leavesAnArgoTokenToArgo() {
        assertThat(require(direct(), new ArgoIdentity("one"))).isEqualTo(AccessDecider.ARGO);

        assertThat(reviewer.reviews).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("accountModes")
    void asksAboutTheCallerThenTheUseOfTheAccountThenTheAccount(CredentialMode mode) {
        assertThat(require(lending(mode, NOBODY), ada())).isEqualTo(AccessDecider.KUBERNETES);

        assertThat(reviewer.reviews)
                .containsExactly(
                        new Review("lab", "ada", CREATE),
                        new Review("lab", "ada", READ_TEMPLATE),
                        new Review("lab", "ada", IMPERSONATE),
                        new Review("lab", ACCOUNT, CREATE),
                        new Review("lab", ACCOUNT, READ_TEMPLATE));
    }

    @Test
    void doesNotAskForTheUseOfTheAccountWhereTheRuleNamesTheUser() {
        require(lending(new AccountUsers(Set.of("ada"), Set.of())), ada());

        assertThat(reviewer.asked).doesNotContain(IMPERSONATE);
    }

    @Test
    void doesNotAskForTheUseOfTheAccountWhereTheRuleNamesAGroup() {
        require(lending(new AccountUsers(Set.of(), Set.of("staff"))), ada());

        assertThat(reviewer.asked).doesNotContain(IMPERSONATE);
    }

    @Test
    void aRuleForUsersDoesNotMeanGroupsOfThatNameNorTheOtherWayRound() {
        denying(review -> review.check().equals(IMPERSONATE));

        problemOf(
                ErrorReason.SERVICE_ACCOUNT_USE_DENIED,
                () -> require(lending(new AccountUsers(Set.of("staff"), Set.of("ada"))), ada()));
    }

    @Test
    void theRuleDoesNotReplaceTheCallersOwnRights() {
        denying(review -> review.subject().equals("ada"));

        problemOf(ErrorReason.ACCESS_DENIED, () -> require(lending(new AccountUsers(Set.of("ada"), Set.of())), ada()));
    }

    @Test
    void deniesACallerWhoLacksTheRightEvenThoughTheAccountHasIt() {
        denying(review -> review.subject().equals("ada") && review.check().equals(CREATE));

        Problem problem = problemOf(ErrorReason.ACCESS_DENIED, () -> require(lending(NOBODY), ada()));

        assertThat(problem.detail()).contains("'ada'", "create workflows", "science", "because I say so");
        assertThat(problem.metadata())
                .containsEntry("user", "ada")
                .containsEntry("verb", "create")
                .containsEntry("group", "argoproj.io")
                .containsEntry("resource", "workflows")
                .containsEntry("namespace", "science")
                .containsEntry("reviewReason", "because I say so");
        assertThat(problem.manifest().orElseThrow()).contains("\"ada\"").doesNotContain("submitter");
        assertThat(reviewer.reviews).allMatch(review -> review.subject().equals("ada"));
    }

    @Test
    void deniesAnAccountThatLacksTheRightEvenThoughTheCallerHasIt() {
        denying(review -> review.subject().equals(ACCOUNT));

        Problem problem = problemOf(ErrorReason.ACCESS_DENIED, () -> require(lending(NOBODY), ada()));

        assertThat(problem.metadata()).containsEntry("user", ACCOUNT);
        assertThat(problem.manifest().orElseThrow()).contains("submitter").doesNotContain("\"ada\"");
    }

    @Test
    void namesAMissingAccountBeforeItProposesRightsForIt() {
        SubmissionEnvironment absent = lending(new ServiceAccountSecret("absent"), NOBODY);
        denying(review -> review.subject().contains("absent"));

        problemOf(ErrorReason.SERVICE_ACCOUNT_NOT_FOUND, () -> require(absent, ada()));
        accounts.holdsAccount("absent", List.of(), Map.of());
        time.advance(Duration.ofSeconds(2));
        problemOf(ErrorReason.ACCESS_DENIED, () -> require(absent, ada()));
    }

    @Test
    void doesNotTellACallerWithoutRightsWhetherTheAccountIsThere() {
        denying(review -> !review.subject().contains("absent"));

        problemOf(ErrorReason.ACCESS_DENIED, () -> require(lending(new ServiceAccountSecret("absent"), NOBODY), ada()));
        assertThat(accounts.asked).isEmpty();
    }

    @Test
    void deniesTheUseOfTheAccount() {
        denying(review -> review.check().equals(IMPERSONATE));

        Problem problem = problemOf(ErrorReason.SERVICE_ACCOUNT_USE_DENIED, () -> require(lending(NOBODY), ada()));

        assertThat(problem.detail()).contains("ada", "submitter", "tiphys.environments.lab.allowed-callers");
        assertThat(problem.manifest().orElseThrow()).contains("impersonate", "serviceaccounts", "submitter");
        assertThat(reviewer.reviews).noneMatch(review -> review.subject().equals(ACCOUNT));
    }

    @Test
    void tellsAllMissingRightsInOneAnswer() {
        denying(review -> true);

        Problem problem = problemOf(ErrorReason.ACCESS_DENIED, () -> require(direct(), ada()));

        assertThat(problem.violations())
                .extracting(Violation::pointer)
                .containsExactly("workflows", "workflowtemplates");
        assertThat(problem.detail()).contains("create workflows", "get workflowtemplates 'shared'");
        assertThat(problem.manifest().orElseThrow()).contains("create", "workflowtemplates", "shared");
    }

    @Test
    void neverAllowsWhatIsUndecidedAndKeepsTheReasonToItself() {
        reviewer.decide(check -> new Undecided("dial tcp 10.0.0.1:6443"));

        Problem problem = problemOf(ErrorReason.ACCESS_UNDECIDED, () -> require(direct(), ada()));

        assertThat(problem.toString()).doesNotContain("10.0.0.1");
        assertThat(problem.retryAfter()).isPresent();
    }

    @Test
    void undecidedWeighsMoreThanDenied() {
        reviewer.decide(check -> check.equals(CREATE) ? new Denied("no") : new Undecided("broken"));

        problemOf(ErrorReason.ACCESS_UNDECIDED, () -> require(direct(), ada()));
    }

    @Test
    void anUndecidedUseOfTheAccountIsNotAllowed() {
        reviewer.decide(check -> check.equals(IMPERSONATE) ? new Undecided("broken") : new Allowed());

        problemOf(ErrorReason.ACCESS_UNDECIDED, () -> require(lending(NOBODY), ada()));
    }

    @Test
    void anUndecidedReviewOfTheAccountIsNotAllowed() {
        reviewer.decideReview(review -> review.subject().equals(ACCOUNT) ? new Undecided("broken") : new Allowed());

        problemOf(ErrorReason.ACCESS_UNDECIDED, () -> require(lending(NOBODY), ada()));
    }

    @Test
    void asksAgainAtOnceAfterAnUndecidedReview() {
        reviewer.decide(check -> new Undecided("broken"));
        problemOf(ErrorReason.ACCESS_UNDECIDED, () -> require(direct(), ada()));
        reviewer.decide(check -> new Allowed());

        require(direct(), ada());
    }

    @Test
    void keepsAnAllowanceForTenSeconds() {
        require(direct(), ada());
        denying(review -> true);
        time.advance(Duration.ofSeconds(10).minusNanos(1));
        require(direct(), ada());

        time.advance(Duration.ofNanos(1));

        problemOf(ErrorReason.ACCESS_DENIED, () -> require(direct(), ada()));
    }

    @Test
    void keepsADenialForTwoSeconds() {
        denying(review -> true);
        problemOf(ErrorReason.ACCESS_DENIED, () -> require(direct(), ada()));
        reviewer.decide(check -> new Allowed());
        time.advance(Duration.ofSeconds(2).minusNanos(1));
        problemOf(ErrorReason.ACCESS_DENIED, () -> require(direct(), ada()));

        time.advance(Duration.ofNanos(1));

        require(direct(), ada());
    }

    @Test
    void doesNotTakeOneCallersAllowanceForAnothers() {
        require(lending(NOBODY), ada());
        denying(review -> review.subject().equals("eve"));
        var eve = new KubernetesIdentity("eve", "", List.of("staff"), Map.of());

        problemOf(ErrorReason.ACCESS_DENIED, () -> require(lending(NOBODY), eve));
    }

    @Test
    void doesNotTakeAnAllowanceWithAGroupForOneWithout() {
        require(lending(NOBODY), ada());
        denying(review -> review.subject().equals("ada"));
        var outside = new KubernetesIdentity("ada", "7", List.of(), Map.of());

        problemOf(ErrorReason.ACCESS_DENIED, () -> require(lending(NOBODY), outside));
    }

    @Test
    void doesNotTakeOneTokensAllowanceForAnothers() {
        require(direct(), ada());
        denying(review -> true);
        CallContext other = new CallContext(
                direct(), new Caller(ada(), BearerToken.of("another")), Deadline.after(Duration.ofSeconds(20)), "");

        problemOf(ErrorReason.ACCESS_DENIED, () -> guard.require(other, new Namespace("science"), RIGHTS));
    }

    @Test
    void doesNotTakeOneEnvironmentsAllowanceForAnothers() {
        require(direct(), ada());
        denying(review -> true);
        SubmissionEnvironment other = TestEnvironments.direct("other", TestEnvironments.wideLimits());

        problemOf(ErrorReason.ACCESS_DENIED, () -> require(other, ada()));
    }

    @Test
    void refusesANamespaceThatIsNotServedBeforeAskingAnybody() {
        Problem problem = problemOf(
                ErrorReason.NAMESPACE_NOT_MANAGED,
                () -> guard.require(callContext(lending(NOBODY), ada()), new Namespace("kube-system"), RIGHTS));

        assertThat(problem.detail()).contains("lab", "kube-system", "other, science");
        assertThat(reviewer.reviews).isEmpty();
    }

    @Test
    void doesNotTellTheWriterOfAnArgoTokenWhichNamespacesAreServed() {
        Problem problem = problemOf(
                ErrorReason.NAMESPACE_NOT_MANAGED,
                () -> guard.require(
                        callContext(direct(), new ArgoIdentity("one")), new Namespace("kube-system"), RIGHTS));

        assertThat(problem.toString()).doesNotContain("science");
    }

    @Test
    void lendsNothingToTheWriterOfAnArgoTokenHoweverItGotHere() {
        problemOf(ErrorReason.TOKEN_KIND_UNSUPPORTED, () -> require(lending(NOBODY), new ArgoIdentity("one")));
    }

    @Test
    void reviewsTheHolderOfAConfiguredTokenToo(@TempDir Path directory) throws IOException {
        tokens.knows("configured", "robot");

        require(configured(directory, "configured", Set.of("ada")), ada());

        assertThat(reviewer.reviews)
                .containsExactly(
                        new Review("lab", "ada", CREATE),
                        new Review("lab", "ada", READ_TEMPLATE),
                        new Review("lab", "robot", CREATE),
                        new Review("lab", "robot", READ_TEMPLATE));
    }

    @Test
    void deniesWhatTheHolderOfAConfiguredTokenMayNot(@TempDir Path directory) throws IOException {
        tokens.knows("configured", "robot");
        denying(review -> review.subject().equals("robot"));
        SubmissionEnvironment environment = configured(directory, "configured", Set.of("ada"));

        Problem problem = problemOf(ErrorReason.ACCESS_DENIED, () -> require(environment, ada()));

        assertThat(problem.metadata()).containsEntry("user", "robot");
    }

    @Test
    void lendsAConfiguredTokenToThoseAloneWhomTheRuleNames(@TempDir Path directory) throws IOException {
        tokens.knows("configured", "robot");
        SubmissionEnvironment environment = configured(directory, "configured", Set.of("grace"));

        problemOf(ErrorReason.SERVICE_ACCOUNT_USE_DENIED, () -> require(environment, ada()));
    }

    @Test
    void saysThatTheConfiguredTokenIsBadAndNotTheCallers(@TempDir Path directory) throws IOException {
        SubmissionEnvironment environment = configured(directory, "expired", Set.of("ada"));

        problemOf(ErrorReason.CREDENTIAL_REFUSED, () -> require(environment, ada()));
    }

    @Test
    void leavesTheRightsOfAConfiguredArgoTokenToArgoButReviewsTheCaller(@TempDir Path directory) throws IOException {
        require(configured(directory, "v2:configured", Set.of("ada")), ada());

        assertThat(reviewer.reviews)
                .containsExactly(new Review("lab", "ada", CREATE), new Review("lab", "ada", READ_TEMPLATE));
    }

    private AccessDecider require(SubmissionEnvironment environment, Caller.Identity identity) {
        return guard.require(callContext(environment, identity), new Namespace("science"), RIGHTS);
    }

    private static CallContext callContext(SubmissionEnvironment environment, Caller.Identity identity) {
        return new CallContext(
                environment,
                new Caller(identity, BearerToken.of("callers")),
                Deadline.after(Duration.ofSeconds(20)),
                "");
    }

    private void denying(Predicate<Review> denied) {
        reviewer.decideReview(review -> denied.test(review) ? new Denied("because I say so") : new Allowed());
    }

    private static SubmissionEnvironment direct() {
        return TestEnvironments.direct("lab", TestEnvironments.wideLimits());
    }

    private static SubmissionEnvironment lending(AccountUsers users) {
        return lending(TestEnvironments.tokenRequest(), users);
    }

    private static SubmissionEnvironment lending(CredentialMode mode, AccountUsers users) {
        return TestEnvironments.inMode("lab", mode, users);
    }

    private static SubmissionEnvironment configured(Path directory, String token, Set<String> users)
            throws IOException {
        Path file = Files.writeString(directory.resolve("token"), token);
        return TestEnvironments.inMode("lab", new DirectToken(Optional.of(file)), new AccountUsers(users, Set.of()));
    }

    private static KubernetesIdentity ada() {
        return new KubernetesIdentity("ada", "7", List.of("staff"), Map.of());
    }

    private static AccessCheck check(String verb, String resource) {
        return new AccessCheck(verb, "argoproj.io", resource, "", "science", "");
    }
}
