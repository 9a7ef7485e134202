package io.tiphys.gateway.environment;

import static io.tiphys.gateway.environment.configuration.EnvironmentConfigurationTest.SMALLEST;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EnvironmentFindingsTest {
    private static final String LAB = "tiphys.environments.lab.";

    /** Each row: properties to set in the smallest configuration (empty to take one away), and what is found. */
    static Stream<Arguments> findings() {
        return Stream.of(
                row(
                        "argo-server.uri=ftp://argo",
                        "error argo-server.uri: is 'ftp://argo'; expected an http or https address with a host, without user, query and fragment"),
                row(
                        "argo-server.uri=https:///path",
                        "error argo-server.uri: is 'https:///path'; expected an http or https"),
                row(
                        "argo-server.uri=https://user:secret@argo",
                        "error argo-server.uri: is 'https://***@argo'; expected"),
                row("argo-server.uri=https://argo?x=y", "error argo-server.uri: is 'https://argo?x=y'; expected"),
                row("argo-server.uri=https://argo/#x", "error argo-server.uri: is 'https://argo/#x'; expected"),
                row("argo-server.uri=http://argo:2746", "warning argo-server.uri: is not encrypted"),
                row(
                        "argo-server.ca-file=/nowhere",
                        "error argo-server.ca-file: is '/nowhere'; expected a file that exists and that the gateway may read"),
                row("argo-server.ca-file=/", "error argo-server.ca-file: is '/'; expected a file"),
                row(
                        "argo-server.insecure-skip-verify=true",
                        "error argo-server.insecure-skip-verify: is true: any certificate is trusted; set ca-file instead, or tiphys.allow-insecure"),
                row(
                        "argo-server.insecure-skip-verify=perhaps",
                        "error argo-server.insecure-skip-verify: is 'perhaps'; expected true or false"),
                row(
                        "rules.errors=no-tll",
                        "error rules.errors: 'no-tll' is not the id of a rule; did you mean 'no-ttl'?"),
                row("rules.ignored=kind", "error rules.ignored: 'kind' has a fixed severity"),
                row("rules.warnings=yaml-syntax", "error rules.warnings: 'yaml-syntax' has a fixed severity"),
                row("rules.ignored=no-ttl rules.errors=no-ttl", "error rules.ignored: 'no-ttl' is listed twice"),
                row("kubernetes.in-cluster=false", "error kubernetes: needs exactly one of"),
                row(
                        "kubernetes.kubeconfig=/nowhere",
                        "error kubernetes: needs exactly one of in-cluster: true, kubeconfig, or url with token-file; it has in-cluster and kubeconfig"),
                row(
                        "kubernetes.in-cluster=false kubernetes.kubeconfig=/nowhere",
                        "error kubernetes.kubeconfig: is '/nowhere'; expected a file"),
                row(
                        "kubernetes.in-cluster=false kubernetes.url=https://k8s",
                        "error kubernetes.token-file: is missing"),
                row(
                        "kubernetes.in-cluster=false kubernetes.url=https://k8s kubernetes.token-file=/nowhere",
                        "error kubernetes.token-file: is '/nowhere'; expected a file"),
                row(
                        "kubernetes.in-cluster=false kubernetes.url=k8s:6443 kubernetes.token-file=README",
                        "error kubernetes.url: is 'k8s:6443'; expected an http or https"),
                row(
                        "kubernetes.in-cluster=false kubernetes.url=http://k8s kubernetes.token-file=README",
                        "warning kubernetes.url: is not encrypted"),
                row(
                        "kubernetes.context=admin",
                        "error kubernetes.context: has no effect without kubernetes.kubeconfig; remove it"),
                row("kubernetes.ca-file=README", "error kubernetes.ca-file: has no effect without kubernetes.url"),
                row(
                        "kubernetes.token-file=README",
                        "error kubernetes.token-file: has no effect without kubernetes.url"),
                row(
                        "credentials.mode=magic",
                        "error credentials.mode: is 'magic'; expected direct, service-account-secret or token-request"),
                row(
                        "credentials.service-account=x",
                        "error credentials.service-account: has no effect with credentials.mode direct; remove it"),
                row(
                        "credentials.audiences=x",
                        "error credentials.audiences: has no effect with credentials.mode direct"),
                row("credentials.token-file=/nowhere", "error credentials.token-file: is '/nowhere'; expected a file"),
                row(
                        "credentials.token-file=README",
                        "warning credentials.token-file: is used for every caller that allowed-callers names"),
                row("credentials.mode=token-request", "error credentials.service-account: is missing"),
                row(
                        "credentials.mode=token-request credentials.service-account=A_b",
                        "error credentials.service-account: is 'A_b'; expected the name of a service account"),
                row(
                        "credentials.mode=token-request credentials.service-account=x credentials.lifetime=9m",
                        "error credentials.lifetime: is '9m'; expected at least 10m"),
                row(
                        "credentials.mode=token-request credentials.service-account=x credentials.lifetime=soon",
                        "error credentials.lifetime: is 'soon'; expected a duration, for example 30s or 5m"),
                row(
                        "credentials.mode=token-request credentials.service-account=x credentials.token-file=README",
                        "error credentials.token-file: has no effect with credentials.mode token-request"),
                row(
                        "credentials.mode=service-account-secret credentials.service-account=x",
                        "warning credentials.mode: reads long-lived secrets"),
                row("credentials.mode=service-account-secret", "error credentials.service-account: is missing"),
                row(
                        "credentials.mode=service-account-secret credentials.service-account=x credentials.token-file=README",
                        "error credentials.token-file: has no effect with credentials.mode service-account-secret"),
                row("namespaces=", "error namespaces: is missing"),
                row("namespaces=Science", "error namespaces: is 'Science'; expected the name of a namespace"),
                row("namespaces=*", "warning namespaces: is *: the environment serves all namespaces"),
                row("namespaces=*,science", "error namespaces: contains * and names"),
                row(
                        "default-namespace=other",
                        "error default-namespace: is 'other'; expected one of the served namespaces"),
                row(
                        "namespaces=* default-namespace=Not_One",
                        "error default-namespace: is 'Not_One'; expected the name of a namespace"),
                row("workflow-service-accounts=*", "warning workflow-service-accounts: is *: workflows may run as any"),
                row("workflow-service-accounts=*,runner", "error workflow-service-accounts: contains * and names"),
                row("workflow-service-accounts=,", "error workflow-service-accounts: is empty"),
                row(
                        "limits.connect-timeout=0s",
                        "error limits.connect-timeout: is '0s'; expected a duration above zero"),
                row("limits.call-timeout=-1s", "error limits.call-timeout: is '-1s'; expected a duration above zero"),
                row(
                        "limits.stream-heartbeat=0s",
                        "error limits.stream-heartbeat: is '0s'; expected a duration above zero"),
                row(
                        "limits.circuit-breaker.open-duration=0s",
                        "error limits.circuit-breaker.open-duration: is '0s'; expected"),
                row(
                        "limits.max-concurrent-calls=0",
                        "error limits.max-concurrent-calls: is '0'; expected a whole number of at least 1"),
                row(
                        "limits.max-concurrent-calls=many",
                        "error limits.max-concurrent-calls: is 'many'; expected a whole number"),
                row(
                        "limits.max-concurrent-calls=3.5",
                        "error limits.max-concurrent-calls: is '3.5'; expected a whole number"),
                row("limits.max-concurrent-calls=99999999999", "error limits.max-concurrent-calls: is '99999999999'"),
                row("limits.max-concurrent-streams=0", "error limits.max-concurrent-streams: is '0'"),
                row("limits.max-followed-logs=0", "error limits.max-followed-logs: is '0'"),
                row(
                        "limits.max-concurrent-streams=300",
                        "warning limits.max-concurrent-streams: is 300: an Argo Server stops answering"),
                row(
                        "limits.circuit-breaker.failure-rate-threshold=0",
                        "error limits.circuit-breaker.failure-rate-threshold: is '0'; expected a whole number from 1 to 100"),
                row(
                        "limits.circuit-breaker.failure-rate-threshold=101",
                        "error limits.circuit-breaker.failure-rate-threshold: is '101'; expected a whole number from 1 to 100"),
                row("limits.circuit-breaker.sliding-window=0", "error limits.circuit-breaker.sliding-window: is '0'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("findings")
    void findsWhatIsWrongAndNamesTheProperty(String properties, String expected) {
        List<String> found = found(properties);

        assertThat(found).anySatisfy(finding -> assertThat(finding).startsWith(expected));
        assertThat(found).noneMatch(finding -> finding.contains("secret@"));
    }

    @Test
    void findsTheMissingAddressOfTheArgoServer() {
        assertThat(ConfigurationText.yaml(SMALLEST.replace("uri: https://argo:2746", "insecure-skip-verify: false"))
                        .findings())
                .containsExactly(
                        "error   " + LAB + "argo-server.uri: is missing; expected the address of the Argo Server");
    }

    @Test
    void findsNothingInWhatIsInOrder() {
        assertThat(ConfigurationText.yaml(SMALLEST).findings()).isEmpty();
    }

    @Test
    void tellsEverythingAtOnceAlsoWhatCannotBeRead() {
        List<String> found = found("argo-server.uri=ftp://x kubernetes.in-cluster=no credentials.mode=magic"
                + " namespaces=X limits.call-timeout=long limits.circuit-breaker.sliding-window=0");

        assertThat(found)
                .extracting(finding -> finding.substring(0, finding.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "error argo-server.uri",
                        "error kubernetes",
                        "error kubernetes.in-cluster",
                        "error credentials.mode",
                        "error namespaces",
                        "error limits.call-timeout",
                        "error limits.circuit-breaker.sliding-window");
    }

    @Test
    void letsTheOperatorAllowWhatIsInsecure() {
        List<String> found = ConfigurationText.yaml(SMALLEST)
                .withProperties(Map.of(LAB + "argo-server.insecure-skip-verify", true, "tiphys.allow-insecure", true))
                .findings();

        assertThat(found)
                .containsExactly("warning " + LAB
                        + "argo-server.insecure-skip-verify: is true: any certificate is trusted; set ca-file instead");
    }

    @Test
    void doesNotWarnOfAnUnencryptedServerOnTheSameMachine() {
        assertThat(found("argo-server.uri=http://localhost:2746")).isEmpty();
        assertThat(found("argo-server.uri=http://127.0.0.1:2746")).isEmpty();
        assertThat(found("argo-server.uri=http://[::1]:2746")).isEmpty();
    }

    @Test
    void wantsAnEnvironmentAtAll() {
        assertThat(ConfigurationText.yaml("tiphys:\n  allow-insecure: false\n").findings())
                .containsExactly(
                        "error   tiphys.environments: is missing; expected at least one environment of submission");
    }

    @Test
    void wantsTheDefaultEnvironmentToBeThere() {
        assertThat(ConfigurationText.yaml(SMALLEST)
                        .withProperties(Map.of("tiphys.default-environment", "labs"))
                        .findings())
                .containsExactly("error   tiphys.default-environment: is 'labs'; expected one of lab");
    }

    @Test
    void wantsANameThatCanStandInAnAddress() {
        assertThat(ConfigurationText.yaml(SMALLEST.replace("lab:", "\"la/b\":")).findings())
                .containsExactly(
                        "error   tiphys.environments.la/b: is not a valid name; expected lower-case letters, digits and dashes");
    }

    @ParameterizedTest
    @CsvSource({
        "limits.call-timout, limits.call-timeout",
        "limit.call-timeout, limits.call-timeout",
        "call-timeout, limits.call-timeout",
        "argo-server, argo-server.uri",
        "argo-server.url, argo-server.uri",
        "credential.mode, credentials.mode",
        "namespace, namespaces",
        "kubernetes.config, kubernetes.kubeconfig",
        "serviceAccount, credentials.service-account"
    })
    void findsMisspelledPropertiesAndGuessesWhatWasMeant(String written, String meant) {
        List<String> found = ConfigurationText.yaml(SMALLEST)
                .withProperties(Map.of(LAB + written, "secret"))
                .findings();

        assertThat(found)
                .singleElement()
                .satisfies(finding -> assertThat(finding)
                        .startsWith("error   " + LAB)
                        .endsWith(": is not a property; did you mean " + LAB + meant + "?")
                        .doesNotContain("secret"));
    }

    @Test
    void findsPropertiesThatResembleNothing() {
        assertThat(ConfigurationText.yaml(SMALLEST)
                        .withProperties(Map.of(LAB + "colour-of-the-sea", "wine"))
                        .findings())
                .containsExactly("error   " + LAB + "colour-of-the-sea: is not a property");
    }

    @Test
    void findsMisspelledEnvironmentVariables() {
        assertThat(ConfigurationText.yaml(SMALLEST)
                        .withVariables(Map.of("TIPHYS_ENVIRONMENTS_LAB_LIMITS_CALL_TIMOUT", "7s"))
                        .findings())
                .containsExactly(
                        "error   TIPHYS_ENVIRONMENTS_LAB_LIMITS_CALL_TIMOUT: is not the variable of a property");
    }

    @Test
    void takesAReadableFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), "PEM");

        assertThat(found("argo-server.ca-file=" + file)).isEmpty();
    }

    private static Arguments row(String properties, String expected) {
        return Arguments.of(properties, expected);
    }

    /** The findings with the environment's prefix left out and one blank after the severity. */
    private static List<String> found(String properties) {
        Map<String, Object> set = new HashMap<>();
        for (String property : properties.split(" ")) {
            String[] parts = property.split("=", 2);
            set.put(LAB + parts[0], parts[1].replace("README", "pom.xml"));
        }
        return ConfigurationText.yaml(SMALLEST).withProperties(set).findings().stream()
                .map(finding -> finding.replaceFirst("^(\\w+) +" + Pattern.quote(LAB), "$1 "))
                .toList();
    }
}
