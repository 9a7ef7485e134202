package io.tiphys.gateway.workflow;

import com.fasterxml.jackson.core.JsonFactory;

/** Reads JSON whose members others name, piece by piece. Thread-safe. */
public final class ForeignJson {
    /** Interns no names: it would look each up in a table of the whole JVM, and labels have as many as there are workflows. */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private ForeignJson() {}
}
