package io.tiphys.gateway.argoproto.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/** Reads values without a table entry, as Go's encoding/json writes them. Stateless. */
final class ScalarReader {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .readerFor(JsonNode.class);

    private static final long LARGEST_EXPONENT = 9_999;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    // k8s.io/apimachinery/pkg/api/resource.ParseQuantity, with a length limit beyond any real quantity.
    private static final Pattern QUANTITY = Pattern.compile(
            "[+-]?(?=\\.?[0-9])[0-9]{0,30}(\\.[0-9]{0,30})?([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]{1,3})?");

    private static final long GO_ZERO_TIME =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long FIRST_SECOND =
            Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private ScalarReader() {}

    /** Reads one value of a kind that is not MESSAGE. */
    static JsonNode read(ValueKind kind, WireReader in) {
        return switch (kind) {
            case BOOL -> BooleanNode.valueOf(in.varint() != 0);
            case INT32 -> IntNode.valueOf((int) in.varint());
            case INT64 -> LongNode.valueOf(in.varint());
            case UINT64 -> unsigned(in.varint());
            case STRING -> TextNode.valueOf(in.string());
            case BYTES -> TextNode.valueOf(Base64.getEncoder().encodeToString(in.bytes()));
            case JSON -> json(in.string());
            case NUMBER -> number(in.string());
            case QUANTITY -> quantity(in.message());
            case TIME -> time(in.message());
            case INT_OR_STRING -> numberOrString(in.message(), true);
            case LONG_OR_STRING -> numberOrString(in.message(), false);
            case MESSAGE -> throw new IllegalArgumentException("a message has a table");
        };
    }

    /** The value that replaces a required but absent value. */
    static JsonNode absent(ValueKind kind) {
        return switch (kind) {
            case BOOL -> BooleanNode.FALSE;
            case INT32, INT64, UINT64, INT_OR_STRING, LONG_OR_STRING -> IntNode.valueOf(0);
            case STRING -> TextNode.valueOf("");
            case QUANTITY -> TextNode.valueOf("0");
            case BYTES, JSON, TIME, MESSAGE -> NullNode.getInstance();
            case NUMBER -> throw new WireFault("a number is missing");
        };
    }

    /** Whether Go cannot distinguish this value from an absent one, in a field that is no pointer. */
    static boolean isZero(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue().isEmpty();
            case NUMBER -> value.isIntegralNumber() && value.longValue() == 0;
            case BOOLEAN -> !value.booleanValue();
            case NULL -> true;
            case OBJECT, ARRAY -> value.isEmpty();
            default -> false;
        };
    }

    /** Whether Go's code for this kind treats a second value differently from other kinds, whose last value wins. */
    static boolean mergesUnlikeOthers(ValueKind kind) {
        return switch (kind) {
            case TIME, QUANTITY, INT_OR_STRING, LONG_OR_STRING, MESSAGE -> true;
            default -> false;
        };
    }

    private static JsonNode unsigned(long value) {
        return value >= 0
                ? LongNode.valueOf(value)
                : BigIntegerNode.valueOf(new BigInteger(Long.toUnsignedString(value)));
    }

    private static JsonNode json(String text) {
        try {
            JsonNode value = JSON.readValue(text);
            if (value == null || value.isMissingNode()) {
                throw new WireFault("a JSON value is empty");
            }
            verifyNumbers(value);
            return value;
        } catch (JsonProcessingException e) {
            throw new WireFault("it is not JSON: " + e.getOriginalMessage());
        } catch (NumberFormatException e) { // accepted by Jackson
            throw new WireFault("a number is out of range");
        }
    }

    // A short exponent form can denote a number of many digits: a reader that expands it to an integer would exhaust
    // the
    // memory.
    private static void verifyNumbers(JsonNode value) {
        if (value.isBigDecimal() && Math.abs((long) value.decimalValue().scale()) > LARGEST_EXPONENT) {
            throw new WireFault("a number is out of range");
        }
        value.forEach(ScalarReader::verifyNumbers);
    }

    private static JsonNode number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new WireFault("it is not a number");
        }
        return json(text);
    }

    private static JsonNode quantity(WireReader in) {
        String text = "0";
        while (in.hasMore()) {
            if (in.tag() != (1 << 3 | WireReader.LENGTH_DELIMITED)) {
                throw new WireFault("a quantity has another field than its text");
            }
            text = in.string();
        }
        if (!QUANTITY.matcher(text).matches()) {
            throw new WireFault("it is not a quantity");
        }
        return TextNode.valueOf(text);
    }

    private static JsonNode time(WireReader in) {
        if (!in.hasMore()) {
            return NullNode.getInstance();
        }
        long seconds = 0;
        while (in.hasMore()) {
            switch (in.tag()) {
                case 1 << 3 | WireReader.VARINT -> seconds = in.varint();
                case 2 << 3 | WireReader.VARINT -> in.varint(); // Kubernetes ignores fractions of a second
                default -> throw new WireFault("a time has another field than seconds and nanoseconds");
            }
        }
        if (seconds < FIRST_SECOND || seconds > LAST_SECOND) {
            throw new WireFault("a time lies outside of the years 0 to 9999");
        }
        return seconds == GO_ZERO_TIME
                ? NullNode.getInstance()
                : TextNode.valueOf(Instant.ofEpochSecond(seconds).toString());
    }

    private static JsonNode numberOrString(WireReader in, boolean narrow) {
        long type = 0;
        long number = 0;
        String text = "";
        while (in.hasMore()) {
            switch (in.tag()) {
                case 1 << 3 | WireReader.VARINT -> type = in.varint();
                case 2 << 3 | WireReader.VARINT -> number = in.varint();
                case 3 << 3 | WireReader.LENGTH_DELIMITED -> text = in.string();
                default -> throw new WireFault("it has another field than a type, a number and a text");
            }
        }
        number = narrow ? (int) number : number;
        if (type == 0 && text.isEmpty()) {
            return LongNode.valueOf(number);
        }
        if (type == 1 && number == 0) {
            return TextNode.valueOf(text);
        }
        throw new WireFault("it is neither a number nor a text, or both");
    }
}
