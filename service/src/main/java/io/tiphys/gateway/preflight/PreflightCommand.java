package io.tiphys.gateway.preflight;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.document.DocumentFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * A request for the preflight of a workflow.
 *
 * @param callContext the authenticated caller and the environment
 * @param namespace the namespace; empty for the workflow's own or else the environment's default one
 * @param document the workflow as the caller sent it
 * @param format the format of the document; empty to detect the format from the first character
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record PreflightCommand(
        CallContext callContext, Optional<Namespace> namespace, byte[] document, Optional<DocumentFormat> format) {
    public PreflightCommand {
        Objects.requireNonNull(callContext);
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(document);
        Objects.requireNonNull(format);
    }
}
