package io.tiphys.gateway.environment;

import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.naming.NameUtils;
import io.tiphys.gateway.argoapi.ArgoApiConfiguration;
import io.tiphys.gateway.server.PortConfiguration;
import io.tiphys.gateway.testbed.CheckedInFiles;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
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

                Generated from the configuration records. The gateway verifies all of it when it starts, prints every finding with
                the name of its property, and starts only when none is severe. `MICRONAUT_CONFIG_FILES` names the file; a property
                can also come from the environment, for example `TIPHYS_DEFAULT_ENVIRONMENT`.

                ## The gateway

                | property | default | meaning |
                |---|---|---|
                """);
        rows(text, GatewayConfiguration.class, GatewayConfiguration.class, "tiphys.");
        text.append("\n## The port\n\nHTTP, gRPC and the Argo face share it.\n\n")
                .append("| property | default | meaning |\n|---|---|---|\n");
        rows(text, PortConfiguration.class, PortConfiguration.class, "tiphys.port.");
        text.append("""

                ## Health and metrics

                They have a port of their own, for probes and scrapers and not for callers: `/health/liveness`, `/health/readiness`
                (each environment with its findings) and `/prometheus`, without a token.

                | property | default | meaning |
                |---|---|---|
                | `endpoints.all.port` | `8082` | the port |
                """);
        text.append("\n## Guessed tokens\n\n| property | default | meaning |\n|---|---|---|\n");
        rows(text, AuthenticationConfiguration.class, AuthenticationConfiguration.class, "tiphys.authentication.");
        text.append("\n## The Argo face\n\n| property | default | meaning |\n|---|---|---|\n");
        rows(text, ArgoApiConfiguration.class, ArgoApiConfiguration.class, "tiphys.argo-face.");
        text.append("\n## An environment of submission\n\nEach stands under `tiphys.environments.<name>`.\n\n")
                .append("| property | default | meaning |\n|---|---|---|\n");
        rows(text, EnvironmentConfiguration.class, EnvironmentConfiguration.class, "");
        CheckedInFiles.assertSame("docs/configuration.md", text.toString());
    }

    private static void rows(StringBuilder text, Class<?> type, Class<?> file, String prefix) throws IOException {
        for (Parameter component : type.getDeclaredConstructors()[0].getParameters()) {
            String property = prefix + NameUtils.hyphenate(component.getName());
            if (component.getType().isRecord()) {
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
