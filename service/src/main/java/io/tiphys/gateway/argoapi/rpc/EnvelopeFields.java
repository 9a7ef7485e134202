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
 * Requires of the JSON around a document that each of its members is a field of the request, by its exact name. Go's
 * {@code encoding/json} takes {@code Workflow} for {@code workflow}; and a member that one release passes over is read by the
 * next one.
 */
public final class EnvelopeFields {
    /** The members that are envelopes themselves. */
    private static final List<String> ENVELOPES = List.of("submitOptions", "createOptions");

    /** What an object of Kubernetes may say of itself. */
    private static final Set<String> TYPE = Set.of("kind", "apiVersion");

    private EnvelopeFields() {}

    /** @throws GatewayException with REQUEST_INVALID for a member that says something and is no field of the request */
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

    /** Clients write the empty fields of their own release. A name that Go takes for another one sets that one to nothing. */
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
                + rpc.method() + "; it takes " + String.join(", ", new TreeSet<>(known)) + "."
                + (similar == null ? "" : " Did you mean '" + similar + "'?");
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                .withViolations(List.of(Violation.ofParameter("field-name", prefix + name, message))));
    }
}
