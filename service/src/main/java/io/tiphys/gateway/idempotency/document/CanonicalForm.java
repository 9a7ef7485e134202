package io.tiphys.gateway.idempotency.document;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes a tree so that exactly equal trees give equal bytes: members sorted and without nulls, numbers by value, each text
 * prefixed with its length. Not thread-safe.
 */
final class CanonicalForm {
    /** A longer number is compared by its characters: arithmetic with a million digits is costly. */
    private static final int LONGEST_NUMBER = 64;

    private static final Comparator<ManifestNode> BY_KEY = Comparator.comparing(CanonicalForm::key);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

    void clear() {
        bytes.reset();
    }

    /** Feeds the written bytes to a digest. */
    void into(MessageDigest digest) {
        digest.update(bytes.toByteArray());
    }

    /** Writes a value. */
    int value(ManifestNode node) {
        return switch (node) {
            case ManifestObject object -> object(object, "");
            case ManifestArray array -> array(array);
            case ManifestScalar scalar -> scalar(scalar);
        };
    }

    /**
     * Writes an object, and returns the number of written members.
     *
     * @param without an omitted member; empty for none
     */
    int object(ManifestObject object, String without) {
        List<ManifestNode> members = new ArrayList<>(object.members());
        members.removeIf(member -> DocumentParts.isNull(member)
                || !without.isEmpty() && key(member).equals(without));
        members.sort(BY_KEY);
        begin('{', members.size());
        for (ManifestNode member : members) {
            text('k', key(member));
            value(member);
        }
        return members.size();
    }

    private int array(ManifestArray array) {
        begin('[', array.content().size());
        array.content().forEach(this::value);
        return 1;
    }

    private int scalar(ManifestScalar scalar) {
        switch (scalar.type()) {
            case STRING -> text('s', scalar.text());
            case NUMBER -> text('n', number(scalar.text()));
            case BOOLEAN -> text('b', scalar.text());
            case NULL -> text('0', "");
        }
        return 1;
    }

    private static String number(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return text;
        }
        try {
            return new BigDecimal(text).stripTrailingZeros().toString();
        } catch (ArithmeticException | NumberFormatException e) {
            return text; // an exponent too large for arithmetic
        }
    }

    private void text(char kind, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        begin(kind, encoded.length);
        bytes.writeBytes(encoded);
    }

    private void begin(char kind, int size) {
        bytes.write(kind);
        bytes.write(size >>> 24);
        bytes.write(size >>> 16);
        bytes.write(size >>> 8);
        bytes.write(size);
    }

    private static String key(ManifestNode member) {
        ManifestKey key = member.key();
        return key == null ? "" : key.text();
    }
}
