package io.tiphys.validation.kubernetes;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.FieldRule;
import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.fields.FieldType;
import io.tiphys.validation.fields.FieldWalk;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code kubernetes-metadata}: labels and annotations of workflows and pods ({@code
 * apimachinery/pkg/api/validation/objectmeta.go} of Kubernetes 1.36). Argo accepts any; the API server refuses the workflow, or
 * the workflow ends in an error before its first pod.
 */
public final class MetadataRule implements FieldRule {
    private static final int LARGEST_ANNOTATIONS = 256 << 10;

    /** An expression that is only a text literal. */
    private static final Pattern LITERAL = Pattern.compile("\\s*(?:'([^'\\\\]*)'|\"([^\"\\\\]*)\")\\s*");

    @Override
    public String id() {
        return "kubernetes-metadata";
    }

    @Override
    public String description() {
        return "Keys of labels and annotations, and values of labels, have the form that Kubernetes requires, and all annotations of"
                + " an object together at most 256 KiB: Argo accepts others, and Kubernetes then refuses the workflow or its pods.";
    }

    @Override
    public FieldWalk.Visitor visitor(WorkflowCheck check) {
        return new FieldWalk.Visitor() {
            @Override
            public void field(ObjectType owner, String name, FieldType type, ManifestNode value) {
                if (value instanceof ManifestObject map) {
                    switch (name) {
                        case "labels", "nodeSelector" -> labels(map, owner, check);
                        case "matchLabels" -> matchLabels(map, owner, check);
                        case "labelsFrom" -> labelsFrom(map, check);
                        case "annotations" -> annotations(map, owner, check);
                        default -> {
                            // of no interest
                        }
                    }
                }
            }
        };
    }

    private void labels(ManifestObject labels, ObjectType owner, WorkflowCheck check) {
        for (ManifestNode label : labels.members()) {
            key(label, isFinal(labels, owner), check);
            String value = ManifestScalar.stringOf(label).orElse("");
            if (!KubernetesNames.isLabelValue(value) && (isFinal(labels, owner) || !isOpen(value))) {
                value(label, value, check);
            }
        }
    }

    /** The selector of podGC is checked by Argo's own rules. */
    private void matchLabels(ManifestObject labels, ObjectType owner, WorkflowCheck check) {
        ManifestNode selector = labels.parent();
        ManifestNode user = selector == null ? null : selector.parent();
        ManifestKey key = user == null ? null : user.key();
        if (key == null || !key.text().equals("podGC")) {
            labels(labels, owner, check);
        }
    }

    private void value(ManifestNode at, String value, WorkflowCheck check) {
        String message = "Kubernetes does not take " + ShownText.quoted(value) + " as the value of a label. Expected "
                + KubernetesNames.LABEL_VALUE + '.';
        check.report(
                this,
                at,
                message,
                isOpen(value)
                        ? "Nothing is put into {{variables}} of the metadata. Write the value itself."
                        : "Use an annotation for any other text.");
    }

    private void key(ManifestNode label, boolean isFinal, WorkflowCheck check) {
        ManifestKey key = label.key();
        if (key != null && !KubernetesNames.isQualifiedName(key.text()) && (isFinal || !isOpen(key.text()))) {
            String message = "Kubernetes does not take " + ShownText.quoted(key.text())
                    + " as the key of a label. Expected " + KubernetesNames.QUALIFIED_NAME + '.';
            check.reportKey(this, label, message, "Write, for example, team or example.org/team.");
        }
    }

    private void labelsFrom(ManifestObject labels, WorkflowCheck check) {
        for (ManifestNode label : labels.members()) {
            key(label, false, check);
            ManifestNode expression = label instanceof ManifestObject object ? object.find("expression") : null;
            String text = expression == null
                    ? ""
                    : ManifestScalar.stringOf(expression).orElse("");
            Matcher literal = LITERAL.matcher(text);
            if (expression != null && literal.matches()) {
                String value = literal.group(1) == null ? literal.group(2) : literal.group(1);
                if (!KubernetesNames.isLabelValue(value)) {
                    value(expression, value, check);
                }
            }
        }
    }

    private void annotations(ManifestObject annotations, ObjectType owner, WorkflowCheck check) {
        long size = 0;
        for (ManifestNode annotation : annotations.members()) {
            ManifestKey key = annotation.key();
            String text = key == null ? "" : key.text();
            if (!KubernetesNames.isAnnotationKey(text) && (isFinal(annotations, owner) || !isOpen(text))) {
                String message = "Kubernetes does not take " + ShownText.quoted(text)
                        + " as the key of an annotation. Expected " + KubernetesNames.QUALIFIED_NAME + '.';
                check.reportKey(this, annotation, message, "Write, for example, owner or example.org/owner.");
            }
            size += bytes(text) + bytes(ManifestScalar.stringOf(annotation).orElse(""));
        }
        if (size > LARGEST_ANNOTATIONS) {
            String message = "Kubernetes accepts annotations of at most " + LARGEST_ANNOTATIONS
                    + " bytes for one object, keys and values together, and these have " + size + ".";
            check.report(this, annotations, message, "Put large texts into an artifact or a ConfigMap.");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether Kubernetes receives the metadata unchanged: those of the document, not those that Argo copies from its spec. */
    private static boolean isFinal(ManifestObject map, ObjectType owner) {
        ManifestNode metadata = map.parent();
        ManifestNode document = metadata == null ? null : metadata.parent();
        return owner.name().equals("ObjectMeta") && document != null && document.parent() == null;
    }

    private static boolean isOpen(String text) {
        return text.contains("{{");
    }
}
