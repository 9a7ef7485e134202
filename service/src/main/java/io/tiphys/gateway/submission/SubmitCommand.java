package io.tiphys.gateway.submission;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.document.DocumentFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * A request to submit a workflow.
 *
 * @param callContext the authenticated caller and the environment
 * @param namespace the namespace; empty for the workflow's own or else the environment's default one
 * @param document the workflow as the caller sent it
 * @param format the format of the document; empty to detect the format from the first character
 * @param validateOnly run all checks, Argo's own lint and the preflight included, and create nothing
 * @param keys the idempotency keys of the call outside the document
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record SubmitCommand(
        CallContext callContext,
        Optional<Namespace> namespace,
        byte[] document,
        Optional<DocumentFormat> format,
        boolean validateOnly,
        GivenKeys keys) {
    /** A submission without a key outside the document. */
    public SubmitCommand(
            CallContext callContext,
            Optional<Namespace> namespace,
            byte[] document,
            Optional<DocumentFormat> format,
            boolean validateOnly) {
        this(callContext, namespace, document, format, validateOnly, GivenKeys.NONE);
    }

    public SubmitCommand {
        Objects.requireNonNull(callContext);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(document);
        Objects.requireNonNull(format);
        Objects.requireNonNull(keys);
    }
}
