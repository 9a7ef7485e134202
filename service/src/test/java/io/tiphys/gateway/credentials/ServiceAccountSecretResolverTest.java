package io.tiphys.gateway.credentials;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.CredentialMode.ServiceAccountSecret;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.FakeServiceAccountSecrets;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.fakes.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ServiceAccountSecretResolverTest {
    private static final ServiceAccountSecret RUNNER = new ServiceAccountSecret("runner");
    private static final String ARGO = ServiceAccountSecretResolver.ARGO_SECRET_ANNOTATION;
    private static final String OWNER = ServiceAccountSecretResolver.ACCOUNT_ANNOTATION;

    private final TestTime time = new TestTime();
    private final FakeServiceAccountSecrets secrets = new FakeServiceAccountSecrets();
    private final ServiceAccountSecretResolver resolver = new ServiceAccountSecretResolver(secrets, time);

    @Test
    void takesTheAccountsFirstSecretBeforeAllOthers() {
        secrets.holdsAccount("runner", List.of("listed", "second"), Map.of(ARGO, "annotated"))
                .holdsSecret("listed", Map.of(), "token-listed")
                .holdsSecret("second", Map.of(), "token-second")
                .holdsSecret("annotated", Map.of(), "token-annotated")
                .holdsSecret("runner.service-account-token", Map.of(), "token-by-name");

        assertThat(resolve()).isEqualTo("token-listed");
        assertThat(secrets.asked).containsExactly("account lab/science/runner", "secret lab/science/listed");
    }

    @Test
    void thenTakesTheOneThatArgosAnnotationNames() {
        secrets.holdsAccount("runner", List.of(), Map.of(ARGO, "annotated"))
                .holdsSecret("annotated", Map.of(), "token-annotated")
                .holdsSecret("runner.service-account-token", Map.of(), "token-by-name");

        assertThat(resolve()).isEqualTo("token-annotated");
    }

    @Test
    void thenTakesTheOneOfArgosOwnName() {
        secrets.holdsAccount("runner", List.of(), Map.of())
                .holdsSecret("runner.service-account-token", Map.of(), "token-by-name")
                .holdsSecret("any", Map.of(OWNER, "runner"), "token-owned");

        assertThat(resolve()).isEqualTo("token-by-name");
    }

    @Test
    void thenTakesTheFirstThatIsAnnotatedWithTheAccount() {
        secrets.holdsAccount("runner", List.of("gone"), Map.of(ARGO, "gone-too"))
                .holdsSecret("a", Map.of(OWNER, "other"), "token-of-other")
                .holdsSecret("b", Map.of(), "token-of-nobody")
                .holdsSecret("c", Map.of(OWNER, "runner"), "token-owned")
                .holdsSecret("d", Map.of(OWNER, "runner"), "token-owned-too");

        assertThat(resolve()).isEqualTo("token-owned");
        assertThat(secrets.asked)
                .containsExactly(
                        "account lab/science/runner",
                        "secret lab/science/gone",
                        "secret lab/science/gone-too",
                        "secret lab/science/runner.service-account-token",
                        "secrets lab/science/");
    }

    @Test
    void goesOnWhenASecretHasNoTokenYet() {
        secrets.holdsAccount("runner", List.of("empty"), Map.of())
                .holdsEmptySecret("empty")
                .holdsSecret("runner.service-account-token", Map.of(), "token-by-name");

        assertThat(resolve()).isEqualTo("token-by-name");
    }

    @Test
    void doesNotUseTheSecretOfAnotherAccountWhoeverNamesIt() {
        secrets.holdsAccount("runner", List.of("of-admin"), Map.of(ARGO, "of-admin"))
                .holdsSecret("of-admin", Map.of(OWNER, "admin"), "token-of-admin")
                .holdsSecret("runner.service-account-token", Map.of(OWNER, "admin"), "token-of-admin");

        problemOf(ErrorReason.SERVICE_ACCOUNT_SECRET_NOT_FOUND, this::resolve);
    }

    @Test
    void saysWhyThereIsNoSecretAndHowToMakeOne() {
        secrets.holdsAccount("runner", List.of(), Map.of());

        Problem problem = problemOf(ErrorReason.SERVICE_ACCOUNT_SECRET_NOT_FOUND, this::resolve);

        assertThat(problem.detail()).contains("runner", "science", "1.24", "token-request");
        assertThat(problem.metadata()).containsEntry("namespace", "science").containsEntry("serviceAccount", "runner");
        Map<String, Object> manifest = new Yaml().load(problem.manifest().orElseThrow());
        assertThat(manifest)
                .isEqualTo(Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Secret",
                        "metadata",
                        Map.of(
                                "name",
                                "runner.service-account-token",
                                "namespace",
                                "science",
                                "annotations",
                                Map.of(OWNER, "runner")),
                        "type",
                        "kubernetes.io/service-account-token"));
    }

    @Test
    void saysThatTheAccountIsNotThere() {
        Problem problem = problemOf(ErrorReason.SERVICE_ACCOUNT_NOT_FOUND, this::resolve);

        assertThat(problem.detail()).contains("runner", "science");
        Map<String, Object> manifest = new Yaml().load(problem.manifest().orElseThrow());
        assertThat(manifest).containsEntry("kind", "ServiceAccount");
        assertThat(manifest).containsEntry("metadata", Map.of("name", "runner", "namespace", "science"));
    }

    @Test
    void writesNamesThatLookLikeNumbersAsTexts() {
        secrets.holdsAccount("42", List.of(), Map.of());
        var mode = new ServiceAccountSecret("42");

        Problem problem = problemOf(
                ErrorReason.SERVICE_ACCOUNT_SECRET_NOT_FOUND, () -> resolver.resolve(request("lab", "1e3"), mode));

        Map<String, Map<String, Object>> manifest =
                new Yaml().load(problem.manifest().orElseThrow());
        assertThat(manifest.get("metadata"))
                .containsEntry("namespace", "1e3")
                .containsEntry("annotations", Map.of(OWNER, "42"));
    }

    @Test
    void noticesARotatedSecretWithinTenSeconds() {
        secrets.holdsAccount("runner", List.of("listed"), Map.of()).holdsSecret("listed", Map.of(), "token-1");
        resolve();
        secrets.holdsSecret("listed", Map.of(), "token-2");
        time.advance(Duration.ofSeconds(10).minusNanos(1));
        assertThat(resolve()).isEqualTo("token-1");

        time.advance(Duration.ofNanos(1));

        assertThat(resolve()).isEqualTo("token-2");
    }

    @Test
    void noticesARotatedSecretAtOnceWhenArgoRefusesTheOldToken() {
        secrets.holdsAccount("runner", List.of("listed"), Map.of()).holdsSecret("listed", Map.of(), "token-1");
        resolve();
        secrets.holdsSecret("listed", Map.of(), "token-2");

        assertThat(resolver.refused(request("lab", "science"), RUNNER, BearerToken.of("token-1")))
                .isTrue();

        assertThat(resolve()).isEqualTo("token-2");
    }

    @Test
    void doesNotMixEnvironmentsNamespacesAndAccounts() {
        secrets.holdsAccount("runner", List.of("listed"), Map.of()).holdsSecret("listed", Map.of(), "token-1");
        resolve();
        secrets.asked.clear();

        resolver.resolve(request("production", "science"), RUNNER);
        resolver.resolve(request("lab", "teaching"), RUNNER);

        assertThat(secrets.asked)
                .containsExactly(
                        "account production/science/runner",
                        "secret production/science/listed",
                        "account lab/teaching/runner",
                        "secret lab/teaching/listed");
    }

    @Test
    void readsOnceForAllWhoAskMeanwhileEachWithinItsOwnTime() throws InterruptedException {
        secrets.holdsAccount("runner", List.of("listed"), Map.of()).holdsSecret("listed", Map.of(), "token-1");
        var gate = new CountDownLatch(1);
        secrets.before = () -> await(gate);
        List<String> got = Collections.synchronizedList(new ArrayList<>());
        List<Thread> callers = IntStream.range(0, 50)
                .mapToObj(i -> Thread.ofVirtual().start(() -> got.add(resolve())))
                .toList();
        Until.allWait(callers);

        CredentialRequest impatient = request("lab", "science", Deadline.after(Duration.ofMillis(1)));
        problemOf(ErrorReason.DEADLINE_EXCEEDED, () -> resolver.resolve(impatient, RUNNER));
        gate.countDown();
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(got).hasSize(50).containsOnly("token-1");
        assertThat(secrets.asked).containsExactly("account lab/science/runner", "secret lab/science/listed");
    }

    private String resolve() {
        return resolver.resolve(request("lab", "science"), RUNNER).reveal();
    }

    private static CredentialRequest request(String environment, String namespace) {
        return request(environment, namespace, Deadline.after(Duration.ofSeconds(20)));
    }

    private static CredentialRequest request(String environment, String namespace, Deadline deadline) {
        return new CredentialRequest(environment, namespace, RUNNER, Optional.of(BearerToken.of("callers")), deadline);
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
