package io.tiphys.gateway.batch.item;

import io.tiphys.validation.document.DocumentFormat;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One workflow of a batch.
 *
 * @param index the place in the batch, 0 to {@link #LARGEST_INDEX}; together with the batch's key it is the item's key
 * @param document the workflow
 * @param format the format of the document; empty to detect the format from the first character
 * @param parameters the item's parameters in a sweep; empty otherwise
 * @param validated whether the document equals a validated one except for its parameters
 * @param done run once the item is carried out, or is not going to be
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record BatchItem(
        int index,
        byte[] document,
        Optional<DocumentFormat> format,
        Map<String, String> parameters,
        boolean validated,
        Runnable done) {
    /** The largest index. */
    public static final int LARGEST_INDEX = 999_999;

    public BatchItem {
        Objects.requireNonNull(document);
        Objects.requireNonNull(format);
        Objects.requireNonNull(done);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** An item without parameters of its own. */
    public static BatchItem of(int index, byte[] document, Optional<DocumentFormat> format) {
        return new BatchItem(index, document, format, Map.of(), false, () -> {});
    }

    /** The same item, which runs this when it is done. */
    public BatchItem whenDone(Runnable action) {
        return new BatchItem(index, document, format, parameters, validated, action);
    }
}
