package io.tiphys.gateway.argoapi.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The fields of a request, from the variables of its path, the parameters of its query and the message in its body. A path
 * variable overrides the body, as in the Argo Server (grpc-gateway v1.16). Immutable.
 *
 * @param variables of the path
 * @param query the parameters, by their dotted names
 * @param message the message as JSON; missing if there is none
 */
public record ArgoRequestView(Map<String, String> variables, Map<String, List<String>> query, JsonNode message) {
    /** The values that Go's {@code strconv.ParseBool} reads as false; an unset text is false too. */
    private static final Set<String> FALSE = Set.of("", "0", "f", "F", "false", "False", "FALSE");

    /** A request that consists of a message alone. */
    public static ArgoRequestView of(JsonNode message) {
        return new ArgoRequestView(Map.of(), Map.of(), message);
    }

    /** A request without a message. */
    public static ArgoRequestView of(Map<String, String> variables, Map<String, List<String>> query) {
        return new ArgoRequestView(variables, query, MissingNode.getInstance());
    }

    /**
     * The text of a field; empty when the field is not set.
     *
     * @param field its dotted name, for example {@code listOptions.fieldSelector}
     * @throws GatewayException with REQUEST_INVALID when the query repeats the field, because the value is then ambiguous
     */
    public String text(String field) {
        String variable = variables.get(field);
        if (variable != null) {
            return variable;
        }
        List<String> values = query.getOrDefault(field, List.of());
        if (values.size() > 1) {
            throw new GatewayException(
                    Problem.of(ErrorReason.REQUEST_INVALID, "The parameter '" + field + "' must not be repeated."));
        }
        return values.isEmpty() ? node(field).asText("") : values.getFirst();
    }

    /**
     * The same request with another text in a field: in the path if the field is a variable, else in the message if there is
     * one, else in the query.
     */
    public ArgoRequestView with(String field, String value) {
        if (variables.containsKey(field)) {
            Map<String, String> changed = new HashMap<>(variables);
            changed.put(field, value);
            return new ArgoRequestView(changed, query, message);
        }
        if (message.isObject()) {
            ObjectNode changed = message.deepCopy();
            int dot = field.lastIndexOf('.');
            ObjectNode owner = dot < 0
                    ? changed
                    : changed.withObject("/" + field.substring(0, dot).replace('.', '/'));
            owner.put(field.substring(dot + 1), value);
            return new ArgoRequestView(variables, query, changed);
        }
        Map<String, List<String>> changed = new HashMap<>(query);
        changed.put(field, List.of(value));
        return new ArgoRequestView(variables, changed, message);
    }

    /** Whether a field is set and not empty. */
    public boolean has(String field) {
        return query.containsKey(field)
                || !node(field).isEmpty()
                || !text(field).isEmpty();
    }

    /** Whether a switch is on; a value that cannot be read as off is on. */
    public boolean isTrue(String field) {
        return !FALSE.contains(text(field));
    }

    /** Whether an enumeration has its first value, which is also that of an unset one. */
    boolean isDefault(String field, String first) {
        String value = text(field);
        return value.isEmpty() || value.equals("0") || value.equals(first);
    }

    /**
     * Whether all set fields below a prefix are among the given ones.
     *
     * @param prefix with the dot at its end
     */
    public boolean hasOnly(String prefix, Set<String> fields) {
        boolean inQuery =
                query.keySet().stream().filter(name -> name.startsWith(prefix)).allMatch(fields::contains);
        JsonNode options = node(prefix.substring(0, prefix.length() - 1));
        return inQuery && options.properties().stream().allMatch(option -> fields.contains(prefix + option.getKey()));
    }

    /**
     * The set fields below a prefix, as text, by their names without the prefix.
     *
     * @param prefix with the dot at its end
     */
    public Map<String, String> textsBelow(String prefix) {
        Map<String, String> texts = new TreeMap<>();
        query.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> texts.put(name.substring(prefix.length()), text(name)));
        node(prefix.substring(0, prefix.length() - 1))
                .properties()
                .forEach(option -> texts.put(option.getKey(), option.getValue().asText()));
        return texts;
    }

    /** A field of the message; missing when it is not set. */
    public JsonNode node(String field) {
        JsonNode node = message;
        for (String part : field.split("\\.")) {
            node = node.path(part);
        }
        return node;
    }
}
