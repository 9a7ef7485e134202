package io.tiphys.gateway.idempotency.document;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import java.util.List;
import java.util.Optional;

/** Reads the key from a workflow's annotation {@link KeyRecord#KEY_ANNOTATION}. */
public final class DocumentKey {
    private DocumentKey() {}

    /**
     * The keys of a call with the key of its document.
     *
     * @throws GatewayException with REQUEST_INVALID when the annotation is not a valid key
     */
    public static GivenKeys with(GivenKeys keys, ManifestObject document) {
        Optional<ManifestNode> node = document.object("metadata")
                .flatMap(metadata -> metadata.object("annotations"))
                .flatMap(annotations -> annotations.get(KeyRecord.KEY_ANNOTATION));
        return keys.with(KeyRecord.KEY_POINTER, node.map(DocumentKey::text));
    }

    private static String text(ManifestNode node) {
        return ManifestScalar.stringOf(node).orElseThrow(() -> {
            String message = "An idempotency key must be a text in quotes.";
            return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                    .withViolations(List.of(new Violation(
                            "idempotency-key",
                            node.pointer(),
                            node.line(),
                            node.column(),
                            message,
                            Optional.empty()))));
        });
    }
}
