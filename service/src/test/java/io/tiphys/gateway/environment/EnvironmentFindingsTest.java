package io.tiphys.gateway.environment;

import static io.tiphys.gateway.environment.EnvironmentConfigurationTest.SMALLEST;
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
                        "error argo-server.uri: has to be an http or https address with a host, and without a user, query or fragment"),
                row("argo-server.uri=https:///path", "error argo-server.uri: has to be an http or https"),
                row("argo-server.uri=https://user:secret@argo", "error argo-server.uri: has to be an http or https"),
                row("argo-server.uri=https://argo?x=y", "error argo-server.uri: has to be an http or https"),
                row("argo-server.uri=https://argo/#x", "error argo-server.uri: has to be an http or https"),
                row("argo-server.uri=http://argo:2746", "warning argo-server.uri: is not encrypted"),
                row("argo-server.ca-file=/nowhere", "error argo-server.ca-file: names a file that is not there"),
                row("argo-server.ca-file=/", "error argo-server.ca-file: names a file that is not there"),
                row(
                        "argo-server.insecure-skip-verify=true",
                        "error argo-server.insecure-skip-verify: trusts any certificate; set ca-file instead, or tiphys.allow-insecure"),
                row(
                        "argo-server.insecure-skip-verify=perhaps",
                        "error argo-server.insecure-skip-verify: has to be true or false"),
                row(
                        "rules.errors=no-tll",
                        "error rules.errors: 'no-tll' is not the id of a rule; did you mean 'no-ttl'?"),
                row("rules.ignored=kind", "error rules.ignored: 'kind' keeps its severity everywhere"),
                row("rules.warnings=yaml-syntax", "error rules.warnings: 'yaml-syntax' keeps its severity everywhere"),
                row("rules.ignored=no-ttl rules.errors=no-ttl", "error rules.ignored: 'no-ttl' is listed twice"),
                row("kubernetes.in-cluster=false", "error kubernetes: needs exactly one of"),
                row(
                        "kubernetes.kubeconfig=/nowhere",
                        "error kubernetes: needs exactly one of in-cluster: true, kubeconfig, or url with token-file; it has in-cluster and kubeconfig"),
                row(
                        "kubernetes.in-cluster=false kubernetes.kubeconfig=/nowhere",
                        "error kubernetes.kubeconfig: names a file"),
                row(
                        "kubernetes.in-cluster=false kubernetes.url=https://k8s",
                        "error kubernetes.token-file: is missing"),
                row(
                        "kubernetes.in-cluster=false kubernetes.url=https://k8s kubernetes.token-file=/nowhere",
                        "error kubernetes.token-file: names a file"),
                row(
                        "kubernetes.in-cluster=false kubernetes.url=k8s:6443 kubernetes.token-file=README",
                        "error kubernetes.url: has to be an http or https"),
                row(
                        "kubernetes.in-cluster=false kubernetes.url=http://k8s kubernetes.token-file=README",
                        "warning kubernetes.url: is not encrypted"),
                row(
                        "kubernetes.context=admin",
                        "error kubernetes.context: has no meaning without kubernetes.kubeconfig; remove it"),
                row("kubernetes.ca-file=README", "error kubernetes.ca-file: has no meaning without kubernetes.url"),
                row(
                        "kubernetes.token-file=README",
                        "error kubernetes.token-file: has no meaning without kubernetes.url"),
                row(
                        "credentials.mode=magic",
                        "error credentials.mode: has to be direct, service-account-secret or token-request"),
                row(
                        "credentials.service-account=x",
                        "error credentials.service-account: has no meaning with credentials.mode direct; remove it"),
                row(
                        "credentials.audiences=x",
                        "error credentials.audiences: has no meaning with credentials.mode direct"),
                row("credentials.token-file=/nowhere", "error credentials.token-file: names a file"),
                row(
                        "credentials.token-file=README",
                        "warning credentials.token-file: is used for every caller whom account-users names"),
                row("credentials.mode=token-request", "error credentials.service-account: is missing"),
                row(
                        "credentials.mode=token-request credentials.service-account=A_b",
                        "error credentials.service-account: is not a name"),
                row(
                        "credentials.mode=token-request credentials.service-account=x credentials.lifetime=9m",
                        "error credentials.lifetime: has to be at least 10 minutes"),
                row(
                        "credentials.mode=token-request credentials.service-account=x credentials.lifetime=soon",
                        "error credentials.lifetime: has to be a duration, for example 30s or 5m"),
                row(
                        "credentials.mode=token-request credentials.service-account=x credentials.token-file=README",
                        "error credentials.token-file: has no meaning with credentials.mode token-request"),
                row(
                        "credentials.mode=service-account-secret credentials.service-account=x",
                        "warning credentials.mode: reads long-lived secrets"),
                row("credentials.mode=service-account-secret", "error credentials.service-account: is missing"),
                row(
                        "credentials.mode=service-account-secret credentials.service-account=x credentials.token-file=README",
                        "error credentials.token-file: has no meaning with credentials.mode service-account-secret"),
                row("namespaces=", "error namespaces: is missing"),
                row("namespaces=Science", "error namespaces: 'Science' is not a name of a namespace"),
                row("namespaces=*", "warning namespaces: serves all namespaces"),
                row("namespaces=*,science", "error namespaces: has * beside names"),
                row("default-namespace=other", "error default-namespace: is not among the namespaces"),
                row("namespaces=* default-namespace=Not_One", "error default-namespace: 'Not_One' is not a name"),
                row("workflow-service-accounts=*", "warning workflow-service-accounts: lets workflows run as any"),
                row("workflow-service-accounts=*,runner", "error workflow-service-accounts: has * beside names"),
                row("workflow-service-accounts=,", "error workflow-service-accounts: is empty"),
                row("limits.connect-timeout=0s", "error limits.connect-timeout: has to be longer than nothing"),
                row("limits.call-timeout=-1s", "error limits.call-timeout: has to be longer than nothing"),
                row("limits.stream-heartbeat=0s", "error limits.stream-heartbeat: has to be longer than nothing"),
                row("limits.open-for=0s", "error limits.open-for: has to be longer than nothing"),
                row("limits.max-concurrent-calls=0", "error limits.max-concurrent-calls: has to be at least 1"),
                row("limits.max-concurrent-calls=many", "error limits.max-concurrent-calls: has to be a whole number"),
                row("limits.max-concurrent-streams=0", "error limits.max-concurrent-streams: has to be at least 1"),
                row("limits.max-followed-logs=0", "error limits.max-followed-logs: has to be at least 1"),
                row(
                        "limits.max-concurrent-streams=300",
                        "warning limits.max-concurrent-streams: is more than an Argo Server bears"),
                row("limits.failure-rate-threshold=0", "error limits.failure-rate-threshold: has to be at least 1"),
                row("limits.failure-rate-threshold=101", "error limits.failure-rate-threshold: is a percentage"),
                row("limits.sliding-window=0", "error limits.sliding-window: has to be at least 1"));
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
                .containsExactly("error   " + LAB + "argo-server.uri: is missing: the address of the Argo Server");
    }

    @Test
    void findsNothingInWhatIsInOrder() {
        assertThat(ConfigurationText.yaml(SMALLEST).findings()).isEmpty();
    }

    @Test
    void tellsEverythingAtOnceAlsoWhatCannotBeRead() {
        List<String> found = found("argo-server.uri=ftp://x kubernetes.in-cluster=no credentials.mode=magic"
                + " namespaces=X limits.call-timeout=long limits.sliding-window=0");

        assertThat(found)
                .extracting(finding -> finding.substring(0, finding.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "error argo-server.uri",
                        "error kubernetes",
                        "error kubernetes.in-cluster",
                        "error credentials.mode",
                        "error namespaces",
                        "error limits.call-timeout",
                        "error limits.sliding-window");
    }

    @Test
    void letsTheOperatorAllowWhatIsInsecure() {
        List<String> found = ConfigurationText.yaml(SMALLEST)
                .withProperties(Map.of(LAB + "argo-server.insecure-skip-verify", true, "tiphys.allow-insecure", true))
                .findings();

        assertThat(found)
                .containsExactly("warning " + LAB
                        + "argo-server.insecure-skip-verify: trusts any certificate; set ca-file instead");
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
                        "error   tiphys.environments: is missing: configure at least one environment of submission");
    }

    @Test
    void wantsTheDefaultEnvironmentToBeThere() {
        assertThat(ConfigurationText.yaml(SMALLEST)
                        .withProperties(Map.of("tiphys.default-environment", "labs"))
                        .findings())
                .containsExactly("error   tiphys.default-environment: is none of the environments (lab)");
    }

    @Test
    void wantsANameThatCanStandInAnAddress() {
        assertThat(ConfigurationText.yaml(SMALLEST.replace("lab:", "\"la/b\":")).findings())
                .containsExactly(
                        "error   tiphys.environments.la/b: has a name with other characters than lower-case letters, digits and dashes");
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
                        .endsWith(": is not a property of an environment; did you mean " + LAB + meant + "?")
                        .doesNotContain("secret"));
    }

    @Test
    void findsPropertiesThatResembleNothing() {
        assertThat(ConfigurationText.yaml(SMALLEST)
                        .withProperties(Map.of(LAB + "colour-of-the-sea", "wine"))
                        .findings())
                .containsExactly("error   " + LAB + "colour-of-the-sea: is not a property of an environment");
    }

    @Test
    void findsMisspelledEnvironmentVariables() {
        assertThat(ConfigurationText.yaml(SMALLEST)
                        .withVariables(Map.of("TIPHYS_ENVIRONMENTS_LAB_LIMITS_CALL_TIMOUT", "7s"))
                        .findings())
                .containsExactly(
                        "error   TIPHYS_ENVIRONMENTS_LAB_LIMITS_CALL_TIMOUT: is not the name of a property of an environment");
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
