package io.tiphys.gateway.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.configuration.BoundConfiguration;
import io.tiphys.gateway.configuration.ConfigurationFinding;
import io.tiphys.gateway.environment.configuration.EnvironmentConfigurationTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole tree {@code tiphys.*} is verified, in all sources. */
class ConfigurationTreeTest {
    @ParameterizedTest
    @CsvSource({
        "tiphys.server.tls-prot, tiphys.server.tls-port",
        "tiphys.server.idle-timeuot, tiphys.server.idle-timeout",
        "tiphys.defualt-environment, tiphys.default-environment",
        "tiphys.argo-api.max-stream-tmie, tiphys.argo-api.max-stream-time",
        "tiphys.alow-insecure, tiphys.allow-insecure",
        "tiphys.tls-port, tiphys.server.tls-port",
        "tiphys.authentication.failed-tokens, tiphys.authentication.failed-tokens-at-once"
    })
    void refusesAnUnknownNameAndSuggestsTheNearest(String written, String meant) {
        assertThat(findings(written, "secret"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severe()).isTrue())
                .satisfies(finding -> assertThat(finding.message())
                        .isEqualTo("is not a property; did you mean " + meant + "?")
                        .doesNotContain("secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "tiphys.port.idle-timeout, tiphys.server.idle-timeout",
        "tiphys.port.shutdown-patience, tiphys.server.shutdown-timeout",
        "tiphys.port.head-timeout, tiphys.server.header-timeout",
        "tiphys.argo-face.answer-timeout, tiphys.server.answer-timeout",
        "tiphys.argo-api.answer-timeout, tiphys.server.answer-timeout",
        "tiphys.argo-face.max-stream-time, tiphys.argo-api.max-stream-time",
        "tiphys.environments.lab.argo-face.hosts, tiphys.environments.lab.argo-api.hosts",
        "tiphys.environments.lab.account-users.users[0], tiphys.environments.lab.allowed-callers.users",
        "tiphys.environments.lab.limits.watch-history, tiphys.environments.lab.limits.watch-buffer-size",
        "tiphys.environments.lab.limits.open-for, tiphys.environments.lab.limits.circuit-breaker.open-duration"
    })
    void refusesAFormerNameAndSaysThePresentOne(String former, String present) {
        assertThat(findings(former, "5m"))
                .extracting(ConfigurationFinding::toString)
                .containsExactly("error   " + former.replace("[0]", "") + ": is now called " + present);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tiphys.server.idle-timeout | soon | is 'soon'; expected a duration, for example 30s or 5m",
                "tiphys.server.max-header-size | lots | is 'lots'; expected a whole number",
                "tiphys.server.max-connections | -5 | is '-5'; expected a whole number of at least 1",
                "tiphys.server.port | 70000 | is '70000'; expected a whole number from 0 to 65535",
                "tiphys.server.trusted-proxies | 10.0.0.0/99 | is '10.0.0.0/99'; expected addresses or networks, for example 10.0.0.7 or 10.0.0.0/8",
                "tiphys.server.tls-key-file | /a.pem | has no effect without tls-port; remove it",
                "tiphys.argo-api.max-stream-time | 0s | is '0s'; expected a duration above zero",
                "tiphys.authentication.failed-tokens-at-once | 0 | is '0'; expected a whole number of at least 1",
                "tiphys.environments.lab.limits.admission.weights | nightly=3 | is 'nightly=3'; expected entries like group:nightly=3, with user, group or namespace and a whole number from 1 to 1000",
                "tiphys.environments.lab.limits.admission.weights | group:=3 | is 'group:=3'; expected entries like group:nightly=3, with user, group or namespace and a whole number from 1 to 1000",
                "tiphys.environments.lab.limits.admission.weights | group:a=0 | is 'group:a=0'; expected entries like group:nightly=3, with user, group or namespace and a whole number from 1 to 1000",
                "tiphys.environments.lab.limits.admission.max-waiting | 0 | is '0'; expected a whole number of at least 1",
                "tiphys.tracing.sampling-ratio | some | is 'some'; expected a number, for example 0.1",
                "tiphys.tracing.sampling-ratio | 2 | is '2.0'; expected a number from 0 to 1",
                "tiphys.tracing.resource-attributes | production | is 'production'; expected name=value",
                "tiphys.allow-insecure | perhaps | is 'perhaps'; expected true or false"
            })
    void saysTheValueAndWhatIsExpected(String property, String value, String message) {
        assertThat(findings(property, value)).containsExactly(new ConfigurationFinding(true, property, message));
    }

    @Test
    void wantsACertificateAndAKeyForTls() {
        assertThat(findings("tiphys.server.tls-port", "8443"))
                .extracting(ConfigurationFinding::toString)
                .containsExactly(
                        "error   tiphys.server.tls-certificate-file: is missing; expected the file with the PEM certificate chain of tls-port",
                        "error   tiphys.server.tls-key-file: is missing; expected the file with the PEM private key of tls-port");
    }

    @Test
    void findsEverythingInOnePassAndEachFindingOnce() {
        List<ConfigurationFinding> findings = ConfigurationText.yaml(EnvironmentConfigurationTest.SMALLEST)
                .withProperties(Map.of(
                        "tiphys.server.max-connections", "-5",
                        "tiphys.server.idle-timeout", "soon",
                        "tiphys.argo-face.answer-timeout", "1m",
                        "tiphys.defualt-environment", "lab",
                        "tiphys.environments.lab.argo-server.uri", "no address",
                        "tiphys.environments.lab.credentials.mode", "magic"))
                .read()
                .findings();

        assertThat(findings)
                .extracting(ConfigurationFinding::property)
                .containsExactly(
                        "tiphys.argo-face.answer-timeout",
                        "tiphys.defualt-environment",
                        "tiphys.environments.lab.argo-server.uri",
                        "tiphys.environments.lab.credentials.mode",
                        "tiphys.server.idle-timeout",
                        "tiphys.server.max-connections");
    }

    @ParameterizedTest
    @CsvSource({
        "TIPHYS_SERVER_TLS_PROT, is not the variable of a property; did you mean TIPHYS_SERVER_TLS_PORT?",
        "TIPHYS_DEFUALT_ENVIRONMENT, is not the variable of a property; did you mean TIPHYS_DEFAULT_ENVIRONMENT?",
        "TIPHYS_TLS_PORT, is not the variable of a property; did you mean TIPHYS_SERVER_TLS_PORT?",
        "TIPHYS_SERVER_COLOUR, is not the variable of a property; it has no effect",
        "TIPHYS_PORT_IDLE_TIMEOUT, is now called TIPHYS_SERVER_IDLE_TIMEOUT",
        "TIPHYS_ENVIRONMENTS_THE_LAB_ARGO_FACE_HOSTS, is now called TIPHYS_ENVIRONMENTS_THE_LAB_ARGO_API_HOSTS"
    })
    void refusesMisspelledAndFormerVariables(String variable, String message) {
        assertThat(ofVariable(variable, "8")).containsExactly("error   " + variable + ": " + message);
    }

    @Test
    void warnsOfVariablesThatResembleNoProperty() {
        assertThat(ofVariable("TIPHYS_CACHE", "/var/cache"))
                .containsExactly("warning TIPHYS_CACHE: is not the variable of a property; it has no effect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TIPHYS_SERVICE_HOST=10.0.0.1",
                "TIPHYS_SERVICE_PORT_HTTP=8080",
                "TIPHYS_PORT=tcp://10.0.0.1:8080",
                "TIPHYS_PORT_8080_TCP=tcp://10.0.0.1:8080",
                "TIPHYS_PORT_8080_TCP_ADDR=10.0.0.1",
                "TIPHYS_LOG_LEVEL=DEBUG",
                "TIPHYS_SERVER_TLS_PORT="
            })
    void passesOverVariablesOfKubernetesAndOfLogging(String variable) {
        String[] parts = variable.split("=", 2);
        assertThat(ofVariable(parts[0], parts[1])).isEmpty();
    }

    @Test
    void passesOverAnEmptyBlock() {
        assertThat(ConfigurationText.yaml(EnvironmentConfigurationTest.SMALLEST + "      limits:\n  server:\n")
                        .findings())
                .isEmpty();
    }

    @Test
    void hidesWhatCouldBeASecret() {
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl";

        assertThat(findings("tiphys.server.idle-timeout", token))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).startsWith("is '***'; expected"));
    }

    @Test
    void readsVariablesOfTheServer() {
        BoundConfiguration values = ConfigurationText.yaml(EnvironmentConfigurationTest.SMALLEST)
                .withVariables(Map.of("TIPHYS_AUTHENTICATION_FAILED_TOKENS_AT_ONCE", "7"))
                .read()
                .values();

        assertThat(values.get(AuthenticationConfiguration.class)).isEqualTo(new AuthenticationConfiguration(7, 300));
    }

    private static List<ConfigurationFinding> findings(String property, String value) {
        return ConfigurationText.yaml(EnvironmentConfigurationTest.SMALLEST)
                .withProperties(Map.of(property, value))
                .read()
                .findings();
    }

    private static List<String> ofVariable(String variable, String value) {
        return ConfigurationText.yaml(EnvironmentConfigurationTest.SMALLEST)
                .withVariables(Map.of(variable, value))
                .findings();
    }
}
