package io.tiphys.gateway.rest.request;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.micronaut.http.HttpRequest;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.rest.call.CallerHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the small JSON bodies of the REST API strictly: unknown fields, repeated fields and implicit conversions are errors.
 */
public final class RequestBodies {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, RequestBodies::refuseNumbers)
            .build();

    private RequestBodies() {}

    /** A number in place of a text may be printed differently than it was written. */
    private static void refuseNumbers(MutableCoercionConfig text) {
        text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /**
     * Reads a body. An absent or blank body equals an empty object.
     *
     * @throws GatewayException with MEDIA_TYPE_UNSUPPORTED, or REQUEST_INVALID with a violation that has a source location
     */
    public static <T> T read(HttpRequest<?> request, Class<T> type) {
        String text = new String(RequestBytes.of(request), StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return parse("{}", type);
        }
        DocumentMediaTypes.requireJson(CallerHeaders.single(request, "Content-Type"));
        return parse(text, type);
    }

    private static <T> T parse(String text, Class<T> type) {
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw invalid("not-an-object", "", JsonLocation.NA, "The body must be an object.", Optional.empty());
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw invalid(
                    "unknown-field",
                    pointer(e),
                    e.getLocation(),
                    "There is no field '" + e.getPropertyName() + "'.",
                    known(e));
        } catch (JsonMappingException e) {
            throw invalid(
                    "field-value", pointer(e), e.getLocation(), "The value has the wrong type.", Optional.empty());
        } catch (JsonProcessingException e) {
            throw invalid("json", "", e.getLocation(), "The body is not well-formed JSON.", Optional.empty());
        }
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> "/"
                        + (step.getFieldName() == null
                                ? Integer.toString(step.getIndex())
                                : step.getFieldName().replace("~", "~0").replace("/", "~1")))
                .collect(Collectors.joining());
    }

    private static Optional<String> known(UnrecognizedPropertyException e) {
        String fields =
                e.getKnownPropertyIds().stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
        return Optional.of(fields.isEmpty() ? "This body has no fields." : "The fields are: " + fields + ".");
    }

    private static GatewayException invalid(
            String rule, String pointer, @Nullable JsonLocation place, String message, Optional<String> hint) {
        int line = place == null ? 0 : Math.max(0, place.getLineNr());
        int column = place == null ? 0 : Math.max(0, place.getColumnNr());
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, "The body is not valid: " + message)
                .withViolations(List.of(new Violation(rule, pointer, line, column, message, hint))));
    }
}
