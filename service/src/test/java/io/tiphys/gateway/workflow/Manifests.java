package io.tiphys.gateway.workflow;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Documents for tests, read and validated. */
final class Manifests {
    static final Namespace NAMESPACE = new Namespace("team");

    private static final WorkflowManifestReader READER = new WorkflowManifestReader();
    private static final WorkflowValidator VALIDATOR = new WorkflowValidator();

    private Manifests() {}

    static WorkflowManifest read(String document) {
        return READER.read(document.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    static WorkflowManifest readAs(DocumentFormat format, String document) {
        return READER.read(document.getBytes(StandardCharsets.UTF_8), Optional.of(format));
    }

    static Problem refusal(byte[] document) {
        GatewayException failure =
                catchThrowableOfType(GatewayException.class, () -> READER.read(document, Optional.empty()));
        if (failure == null) {
            throw new AssertionError("the document was not refused");
        }
        return failure.problem();
    }

    static Problem refusal(String document) {
        return refusal(document.getBytes(StandardCharsets.UTF_8));
    }

    /** The violations where the environment lets workflows run as these accounts. */
    static List<Violation> validate(String document, String... serviceAccounts) {
        return VALIDATOR.validate(read(document), new WorkflowPolicy(NAMESPACE, Set.of(serviceAccounts)));
    }

    /** The violations where every account is allowed, each as {@code rule pointer line:column}. */
    static List<String> places(String document) {
        return places(validate(document, "*"));
    }

    static List<String> places(List<Violation> violations) {
        return violations.stream()
                .map(it -> it.rule() + " " + it.pointer() + " " + it.line() + ":" + it.column())
                .toList();
    }

    static String json(String document, ManifestAdditions additions) {
        return new String(read(document).toJson(additions), StandardCharsets.UTF_8);
    }
}
