package io.tiphys.validation.head;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code reserved-label}: the gateway's own labels and annotations record the submitter and the submission. The rule also checks
 * the {@code workflowMetadata} of a specification, because the controller copies it onto the workflow.
 */
public final class ReservedLabelRule implements WorkflowRule {
    private static final String RESERVED = "tiphys.io/";

    /** The annotation with a workflow's idempotency key; the gateway replaces the value. */
    private static final String IDEMPOTENCY_KEY = "tiphys.io/idempotency-key";

    @Override
    public String id() {
        return "reserved-label";
    }

    @Override
    public String description() {
        return "No label or annotation of the workflow begins with " + RESERVED
                + ": those are the gateway's. The one exception is a Workflow's annotation " + IDEMPOTENCY_KEY + '.';
    }

    @Override
    public void check(WorkflowCheck check) {
        ManifestObject root = check.manifest().root();
        root.object("metadata").ifPresent(metadata -> check(check, metadata, List.of("labels", "annotations")));
        Set<ManifestObject> copied = new LinkedHashSet<>(); // both are the same, except in a CronWorkflow
        root.object("spec").ifPresent(copied::add);
        check.manifest().specification().ifPresent(copied::add);
        copied.forEach(spec -> spec.object("workflowMetadata")
                .ifPresent(metadata -> check(check, metadata, List.of("labels", "labelsFrom", "annotations"))));
    }

    private void check(WorkflowCheck check, ManifestObject metadata, List<String> maps) {
        for (String map : maps) {
            metadata.object(map)
                    .ifPresent(entries -> entries.members().stream()
                            .filter(ReservedLabelRule::isReserved)
                            .filter(entry -> !isKeyOfWorkflow(check, entry))
                            .forEach(entry -> check.reportKey(
                                    this,
                                    entry,
                                    "The key " + ShownText.quoted(keyOf(entry))
                                            + " is reserved: the gateway alone sets keys that" + " begin with "
                                            + RESERVED + '.',
                                    "Remove it, or use another key.")));
        }
    }

    private static boolean isKeyOfWorkflow(WorkflowCheck check, ManifestNode entry) {
        return check.manifest().kind().equals(Optional.of("Workflow"))
                && entry.pointer().equals("/metadata/annotations/tiphys.io~1idempotency-key");
    }

    private static boolean isReserved(ManifestNode entry) {
        return isReserved(keyOf(entry));
    }

    private static String keyOf(ManifestNode entry) {
        ManifestKey key = entry.key();
        return key == null ? "" : key.text();
    }

    /** Whether a label or annotation with this key belongs to the gateway. */
    public static boolean isReserved(String key) {
        return key.startsWith(RESERVED);
    }
}
