package io.tiphys.gateway.configuration;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The records of all blocks. The bean is verified: it has no severe finding. Immutable once published. */
public final class BoundConfiguration {
    private final Map<Class<?>, SortedMap<String, Record>> blocks = new HashMap<>();

    BoundConfiguration() {}

    /**
     * The values of the block of this record.
     *
     * @throws IllegalStateException when no block has this record
     */
    public <R extends Record> R get(Class<R> type) {
        Record values = named(type).get("");
        if (values == null) {
            throw new IllegalStateException("no configuration block has " + type);
        }
        return type.cast(values);
    }

    /** The values of a named block, by name; empty when none is configured. */
    public <R extends Record> SortedMap<String, R> named(Class<R> type) {
        SortedMap<String, R> values = new TreeMap<>();
        blocks.getOrDefault(type, Collections.emptySortedMap())
                .forEach((name, record) -> values.put(name, type.cast(record)));
        return values;
    }

    void put(Class<? extends Record> type, String name, Record values) {
        blocks.computeIfAbsent(type, any -> new TreeMap<>()).put(name, values);
    }
}
