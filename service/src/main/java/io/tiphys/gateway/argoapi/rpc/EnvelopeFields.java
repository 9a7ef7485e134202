package io.tiphys.gateway.argoapi.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.argoproto.RequestFields;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.validation.finding.SimilarWords;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Requires that each member of the JSON around a document is a field of the request, by its exact name. Go's {@code
 * encoding/json} reads {@code Workflow} as {@code workflow}. A member that one release ignores may be read by the next one.
 */
public final class EnvelopeFields {
    /** The members that are envelopes themselves. */
    private static final List<String> ENVELOPES = List.of("submitOptions", "createOptions");

    /** The type fields of a Kubernetes object. */
    private static final Set<String> TYPE = Set.of("kind", "apiVersion");

    private EnvelopeFields() {}

    /** @throws GatewayException with REQUEST_INVALID for a non-empty member that is not a field of the request */
    public static void require(ArgoRpc rpc, JsonNode message) {
        String method = "/" + rpc.name();
        require(rpc, "", message, RequestFields.inBody(method, ""));
        for (String envelope : ENVELOPES) {
            require(rpc, envelope + ".", message.path(envelope), RequestFields.inBody(method, envelope));
        }
    }

    private static void require(ArgoRpc rpc, String prefix, JsonNode envelope, Set<String> known) {
        envelope.properties().forEach(member -> {
            String name = member.getKey();
            boolean isType = !prefix.isEmpty() && TYPE.contains(name);
            if (!known.contains(name) && !isType && !saysNothing(name, member.getValue(), known)) {
                throw unknown(rpc, prefix, name, known);
            }
        });
    }

    /**
     * Clients send the empty fields of their own release. An empty member whose name Go treats as a known field would clear
     * that field.
     */
    private static boolean saysNothing(String name, JsonNode value, Set<String> known) {
        boolean ascii = name.chars().allMatch(next -> next < 128);
        return ascii
                && known.stream().noneMatch(name::equalsIgnoreCase)
                && (value.isNull()
                        || value.isContainerNode() && value.isEmpty()
                        || value.isTextual() && value.textValue().isEmpty());
    }

    private static GatewayException unknown(ArgoRpc rpc, String prefix, String name, Set<String> known) {
        String similar = SimilarWords.to(name, known);
        String message = "The request body is not valid: the field '" + prefix + name + "' is not known for "
                + rpc.method() + "; it accepts " + String.join(", ", new TreeSet<>(known)) + "."
                + (similar == null ? "" : " Did you mean '" + similar + "'?");
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                .withViolations(List.of(Violation.ofParameter("field-name", prefix + name, message))));
    }
}
