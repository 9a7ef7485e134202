package io.tiphys.validation;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.ManifestAdditions;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.WorkflowPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Documents for tests, read and validated. */
public final class Manifests {
    public static final String NAMESPACE = "team";

    private static final ManifestReader READER = new ManifestReader();
    private static final WorkflowValidator VALIDATOR = new WorkflowValidator();

    private Manifests() {}

    public static WorkflowManifest read(String document) {
        return READER.read(document.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    public static WorkflowManifest readAs(DocumentFormat format, String document) {
        return READER.read(document.getBytes(StandardCharsets.UTF_8), Optional.of(format));
    }

    public static UnreadableDocumentException refusal(byte[] document) {
        return refusal(document, Optional.empty());
    }

    public static UnreadableDocumentException refusalAs(DocumentFormat format, String document) {
        return refusal(document.getBytes(StandardCharsets.UTF_8), Optional.of(format));
    }

    private static UnreadableDocumentException refusal(byte[] document, Optional<DocumentFormat> format) {
        UnreadableDocumentException failure =
                catchThrowableOfType(UnreadableDocumentException.class, () -> READER.read(document, format));
        if (failure == null) {
            throw new AssertionError("the document was not refused");
        }
        return failure;
    }

    public static UnreadableDocumentException refusal(String document) {
        return refusal(document.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The violations where the environment lets workflows run as these accounts, but for those of Argo's own rules: the
     * documents here are too short for Argo.
     */
    public static List<Finding> validate(String document, String... serviceAccounts) {
        Set<String> argos = Arrays.stream(ArgoRule.values()).map(ArgoRule::id).collect(Collectors.toSet());
        return validateAll(document, serviceAccounts).stream()
                .filter(finding -> !argos.contains(finding.rule()))
                .toList();
    }

    /** All violations where the environment lets workflows run as these accounts. */
    public static List<Finding> validateAll(String document, String... serviceAccounts) {
        return VALIDATOR.validate(read(document), new WorkflowPolicy(NAMESPACE, Set.of(serviceAccounts)));
    }

    /** The violations where every account is allowed, each as {@code rule pointer line:column}. */
    public static List<String> places(String document) {
        return places(validate(document, "*"));
    }

    public static List<String> places(List<Finding> violations) {
        return violations.stream()
                .map(it -> it.rule() + " " + it.pointer() + " " + it.line() + ":" + it.column())
                .toList();
    }

    public static String json(String document, ManifestAdditions additions) {
        return new String(read(document).toJson(additions), StandardCharsets.UTF_8);
    }
}
