package io.tiphys.validation.argo.scope;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.validation.argo.value.Substitution;
import io.tiphys.validation.argo.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value that Argo substitutes for {@code {{inputs.parameters}}}: all parameters as a JSON list ({@code SubstituteParams},
 * {@code workflow/common/util.go} of Argo Workflows 4.0.5).
 */
final class InputList {
    private InputList() {}

    static String of(List<Value> parameters, Arguments arguments) {
        if (parameters.isEmpty()) {
            return "null"; // Go's JSON of an absent list
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode(parameters.size());
        for (Value parameter : parameters) {
            ObjectNode written = list.addObject();
            put(written, "name", parameter);
            put(written, "default", parameter);
            Value argument = arguments.any() ? null : arguments.parameter(parameter.text("name"));
            if (arguments.any()) {
                written.put("value", Substitution.PLACEHOLDER);
            } else {
                put(written, "value", argument == null ? parameter : argument);
            }
        }
        return list.toString();
    }

    private static void put(ObjectNode written, String field, @Nullable Value owner) {
        if (owner != null && owner.has(field)) {
            written.put(field, owner.text(field));
        }
    }
}
