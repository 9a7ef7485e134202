package io.tiphys.validation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbstractJsonValidator;
import com.networknt.schema.AbstractKeyword;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.Keyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * {@code x-kubernetes-validations}: rules in CEL. The data has the number of fields that must be present before a rule can be
 * broken; with fewer fields the rule is not evaluated.
 */
final class CelKeyword extends AbstractKeyword {
    static final String NAME = "x-kubernetes-validations";

    CelKeyword() {
        super(NAME);
    }

    @Override
    public JsonValidator newValidator(
            SchemaLocation schemaLocation,
            JsonNodePath evaluationPath,
            JsonNode schemaNode,
            JsonSchema parentSchema,
            ValidationContext validationContext) {
        return new Validator(schemaLocation, evaluationPath, this, schemaNode);
    }

    private static final class Validator extends AbstractJsonValidator {
        Validator(SchemaLocation location, JsonNodePath path, Keyword keyword, JsonNode rules) {
            super(location, path, keyword, rules);
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext context, JsonNode node, JsonNode root, JsonNodePath instanceLocation) {
            Set<ValidationMessage> broken = new LinkedHashSet<>();
            for (JsonNode rule : getSchemaNode()) {
                if (count(rule.path("fields"), node) >= rule.path("least").intValue()
                        && !CelRules.holds(rule.path("rule").textValue(), node)) {
                    broken.add(ValidationMessage.builder()
                            .instanceLocation(instanceLocation)
                            .type(NAME)
                            .message(rule.path("message").textValue())
                            .build());
                }
            }
            return broken;
        }

        private static int count(JsonNode fields, JsonNode node) {
            int count = 0;
            for (JsonNode field : fields) {
                count += node.has(field.textValue()) ? 1 : 0;
            }
            return count;
        }
    }
}
