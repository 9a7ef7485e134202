package io.tiphys.validation.fields;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.FieldType.Simple;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** Checks whether values have a simple type, as Go reads them. */
final class SimpleValues {
    private static final int LONGEST_QUANTITY = 100;
    private static final int LONGEST_NUMBER = 20;
    private static final int LONGEST_TIME = 40;

    /** A number with at most this many digits is always within 32 bits. */
    private static final int SURE_DIGITS = 9;

    /** The input of {@code resource.ParseQuantity} of Kubernetes. */
    private static final Pattern QUANTITY =
            Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?");

    private static final Pattern TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.,][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})");

    private static final BigInteger MOST_UNSIGNED =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private SimpleValues() {}

    static boolean fits(ManifestNode node, Simple type) {
        if (type == Simple.ANY) {
            return true;
        }
        if (!(node instanceof ManifestScalar scalar)) {
            return false;
        }
        return fits(scalar.type(), scalar.text(), type);
    }

    /** Whether a scalar of this kind and text has the type. */
    static boolean fits(ManifestScalar.Type kind, String text, Simple type) {
        boolean number = kind == ManifestScalar.Type.NUMBER;
        boolean string = kind == ManifestScalar.Type.STRING;
        return switch (type) {
            case STRING -> string;
            case ANY_STRING, ANY -> true;
            case INT32 -> number && isWhole(text, Integer.SIZE);
            case INT64 -> number && isWhole(text, Long.SIZE);
            case UINT64 -> number && isUnsigned(text);
            case NUMBER -> number;
            case BOOLEAN -> kind == ManifestScalar.Type.BOOLEAN;
            case INT_OR_STRING -> string || (number && isWhole(text, Integer.SIZE));
            case QUANTITY ->
                text.length() <= LONGEST_QUANTITY && QUANTITY.matcher(text).matches();
            case TIME -> string && isTime(text);
            case DURATION -> string && (isOpen(text) || GoDuration.isDuration(text));
            case SECONDS -> string && (isOpen(text) || isWhole(text, Long.SIZE) || GoDuration.isDuration(text));
        };
    }

    /** Go reads an empty text as absent, and the value of a variable is known only when the workflow runs. */
    private static boolean isOpen(String text) {
        return text.isEmpty() || text.contains("{{");
    }

    /** @param bits how many bits the number may have, its sign included */
    private static boolean isWhole(String text, int bits) {
        int digits = digits(text);
        return digits > 0
                && digits <= LONGEST_NUMBER
                && (digits <= SURE_DIGITS || new BigInteger(text).bitLength() < bits);
    }

    private static boolean isUnsigned(String text) {
        return text.indexOf('-') < 0
                && digits(text) > 0
                && text.length() <= LONGEST_NUMBER
                && new BigInteger(text).compareTo(MOST_UNSIGNED) <= 0;
    }

    /** The number of digits of a whole number after its sign; 0 for other texts. */
    private static int digits(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return 0;
            }
        }
        return text.length() - start;
    }

    private static boolean isTime(String text) {
        if (text.length() > LONGEST_TIME || !TIME.matcher(text).matches()) {
            return false;
        }
        try {
            OffsetDateTime.parse(text.replace(',', '.'));
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
