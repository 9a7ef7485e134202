package io.tiphys.gateway.environment;

import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.naming.NameUtils;
import io.tiphys.gateway.argoapi.call.ArgoApiConfiguration;
import io.tiphys.gateway.environment.configuration.EnvironmentConfiguration;
import io.tiphys.gateway.environment.configuration.GatewayConfiguration;
import io.tiphys.gateway.server.configuration.ServerConfiguration;
import io.tiphys.gateway.testbed.CheckedInFiles;
import io.tiphys.gateway.tracing.TracingConfiguration;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md says what the configuration records say: names, defaults and their Javadoc. */
final class ConfigurationReferenceTest {
    private static final String SOURCES = "service/src/main/java/";

    @Test
    void isCheckedInAsTheCodeHasIt() throws IOException {
        StringBuilder text = new StringBuilder("""
                # Configuration

                Generated from the configuration records. `MICRONAUT_CONFIG_FILES` names the YAML file. A property can also be set by
                an environment variable (`TIPHYS_SERVER_TLS_PORT` for `tiphys.server.tls-port`) or by a system property.

                The gateway verifies the whole tree `tiphys.*` when it starts: unknown and renamed names, values that cannot be read,
                values out of range. It logs every finding with the property, its value and what is expected, and does not start
                when one is an error. An environment variable `TIPHYS_...` that resembles no property is a warning.

                ## The gateway

                | property | default | meaning |
                |---|---|---|
                """);
        rows(text, GatewayConfiguration.class, GatewayConfiguration.class, "tiphys.");
        text.append("\n## The server\n\nREST, gRPC and the Argo API share its port.\n\n")
                .append("| property | default | meaning |\n|---|---|---|\n");
        rows(text, ServerConfiguration.class, ServerConfiguration.class, "tiphys.server.");
        text.append("""

                ## Health and metrics

                Probes and scrapers use a port of their own, without a token: `/health/liveness`, `/health/readiness` (each environment
                with its findings) and `/prometheus`.

                | property | default | meaning |
                |---|---|---|
                | `endpoints.all.port` | `8082` | the port |
                """);
        text.append("\n## Rejected tokens\n\n| property | default | meaning |\n|---|---|---|\n");
        rows(text, AuthenticationConfiguration.class, AuthenticationConfiguration.class, "tiphys.authentication.");
        text.append(
                "\n## Traces\n\nSee [traces](operations/tracing.md).\n\n| property | default | meaning |\n|---|---|---|\n");
        rows(text, TracingConfiguration.class, TracingConfiguration.class, "tiphys.tracing.");
        text.append("\n## The Argo API\n\n| property | default | meaning |\n|---|---|---|\n");
        rows(text, ArgoApiConfiguration.class, ArgoApiConfiguration.class, "tiphys.argo-api.");
        text.append("\n## An environment of submission\n\nThe names are relative to `tiphys.environments.<name>`.\n\n")
                .append("| property | default | meaning |\n|---|---|---|\n");
        rows(text, EnvironmentConfiguration.class, EnvironmentConfiguration.class, "");
        CheckedInFiles.assertSame("docs/configuration.md", text.toString());
    }

    private static void rows(StringBuilder text, Class<?> type, Class<?> file, String prefix) throws IOException {
        for (Parameter component : type.getDeclaredConstructors()[0].getParameters()) {
            String property = prefix + NameUtils.hyphenate(component.getName());
            if (component.getType() == Map.class) {
                Class<?> block =
                        (Class<?>) ((ParameterizedType) component.getParameterizedType()).getActualTypeArguments()[1];
                rows(text, block, block, property + ".<id>.");
            } else if (component.getType().isRecord()) {
                rows(text, component.getType(), file, property + ".");
            } else {
                text.append("| `").append(property).append("` | ");
                text.append(defaultOf(component)).append(" | ");
                text.append(meaning(type, file, component.getName())).append(" |\n");
            }
        }
    }

    private static String defaultOf(Parameter component) {
        Bindable bindable = component.getAnnotation(Bindable.class);
        return bindable == null || bindable.defaultValue().isEmpty() ? "" : "`" + bindable.defaultValue() + "`";
    }

    /** The {@code @param} of the record's own Javadoc, which ends right before the record. */
    private static String meaning(Class<?> type, Class<?> file, String component) throws IOException {
        String source =
                Files.readString(CheckedInFiles.path(SOURCES + file.getName().replace('.', '/') + ".java"));
        int record = source.indexOf("record " + type.getSimpleName() + "(");
        String javadoc = source.substring(source.lastIndexOf("/**", record), record);
        Matcher matcher = Pattern.compile(
                        "@param " + component + " (.*?)(?=\\n\\s*\\* @param|\\n\\s*\\*/)", Pattern.DOTALL)
                .matcher(javadoc);
        if (!matcher.find()) {
            throw new AssertionError(type + " does not document " + component);
        }
        return matcher.group(1).replaceAll("\\s*\\n\\s*\\*\\s*", " ").replaceAll("\\{@code ([^}]*)}", "`$1`");
    }
}
