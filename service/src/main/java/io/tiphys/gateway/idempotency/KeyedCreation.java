package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.idempotency.document.DocumentFingerprint;
import io.tiphys.gateway.idempotency.document.KeyRecord;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.idempotency.key.KeyDigest;
import io.tiphys.gateway.idempotency.key.KeyScope;
import io.tiphys.gateway.idempotency.key.KeyedName;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.document.ManifestAdditions;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A workflow to be created by a call with a key.
 *
 * @param context the authenticated caller and the environment
 * @param namespace the namespace of the workflow
 * @param name the name of the workflow, derived from the key
 * @param record the record on the workflow
 * @param submissionId distinguishes this call from others with the same key, see {@link SubmissionLabels#SUBMISSION_ID}
 */
public record KeyedCreation(
        CallContext context, Namespace namespace, String name, KeyRecord record, String submissionId) {
    public KeyedCreation {
        Objects.requireNonNull(context);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(name);
        Objects.requireNonNull(record);
        Objects.requireNonNull(submissionId);
    }

    /**
     * The creation for a key.
     *
     * @param name the name in the request; empty for none
     * @param generateName the name prefix in the request; empty for none
     * @param fingerprint the content of the request
     */
    public static KeyedCreation of(
            CallContext context,
            Namespace namespace,
            IdempotencyKey key,
            Optional<String> name,
            Optional<String> generateName,
            DocumentFingerprint fingerprint) {
        KeyDigest digest = KeyScope.of(context, namespace).digest(key);
        String keyed = KeyedName.of(digest, name, generateName);
        KeyRecord record = new KeyRecord(digest.recordOn(keyed), fingerprint);
        return new KeyedCreation(context, namespace, keyed, record, SubmissionLabels.newId());
    }

    /** The additions to the workflow, and its name. */
    public ManifestAdditions additions() {
        return additions(Map.of());
    }

    /**
     * The additions to the workflow, and its name.
     *
     * @param more further labels
     */
    public ManifestAdditions additions(Map<String, String> more) {
        Map<String, String> labels = new HashMap<>(more);
        labels.putAll(labels());
        return new ManifestAdditions(labels, annotations(), Optional.of(name), SubmissionLabels.tracedPods());
    }

    /** The labels of the new workflow. */
    public Map<String, String> labels() {
        return SubmissionLabels.of(context, submissionId);
    }

    /** The annotations of the new workflow. */
    public Map<String, String> annotations() {
        Map<String, String> annotations = new HashMap<>(record.annotations());
        annotations.put(SubmissionLabels.SUBMITTED_BY, context.caller().displayName());
        annotations.putAll(SubmissionLabels.traced());
        return annotations;
    }

    /** Compares an existing workflow of this name with the creation. */
    public <A> Look<A> compare(Map<String, String> labels, Map<String, String> annotations, A answer) {
        return switch (record.match(annotations)) {
            case SAME -> Look.done(submissionId.equals(labels.get(SubmissionLabels.SUBMISSION_ID)), answer);
            case OTHER_DOCUMENT -> Look.other(record.differences(annotations));
            case FOREIGN -> Look.without(Sight.FOREIGN);
        };
    }

    /** The call that creates the workflow. */
    public KeyedCall call() {
        return new KeyedCall(Effect.CREATE, namespace.value(), name);
    }
}
