package io.tiphys.gateway.configuration;

import java.util.function.BiConsumer;

/**
 * One block of properties: the record with its values, and the verification of these values. A feature contributes its block
 * as a bean, and gets the verified record from {@link BoundConfiguration}.
 */
public final class ConfigurationBlock {
    private final String prefix;
    private final Class<? extends Record> type;
    private final boolean named;
    private final Verification<Record> verification;

    private ConfigurationBlock(
            String prefix, Class<? extends Record> type, boolean named, Verification<Record> verification) {
        this.prefix = prefix;
        this.type = type;
        this.named = named;
        this.verification = verification;
    }

    /**
     * Verifies the values of a block.
     *
     * @param <R> the record
     */
    @FunctionalInterface
    public interface Verification<R extends Record> {
        /**
         * @param name the name of a named block; empty otherwise
         * @param values the values, or the default for each unreadable one
         * @param findings collects the errors and warnings
         * @param whole all blocks, not yet verified
         */
        void verify(String name, R values, Findings findings, BoundConfiguration whole);
    }

    /** The block whose properties start with this prefix. */
    public static <R extends Record> ConfigurationBlock of(
            String prefix, Class<R> type, BiConsumer<R, Findings> verification) {
        return of(prefix, type, (name, values, findings, whole) -> verification.accept(values, findings));
    }

    /** The block whose properties start with this prefix, and whose values depend on other blocks. */
    public static <R extends Record> ConfigurationBlock of(String prefix, Class<R> type, Verification<R> verification) {
        return new ConfigurationBlock(prefix, type, false, typed(type, verification));
    }

    /** A block for each name between the prefix and the properties. */
    public static <R extends Record> ConfigurationBlock named(
            String prefix, Class<R> type, Verification<R> verification) {
        return new ConfigurationBlock(prefix, type, true, typed(type, verification));
    }

    private static <R extends Record> Verification<Record> typed(Class<R> type, Verification<R> verification) {
        return (name, values, findings, whole) -> verification.verify(name, type.cast(values), findings, whole);
    }

    String prefix() {
        return prefix;
    }

    Class<? extends Record> type() {
        return type;
    }

    boolean named() {
        return named;
    }

    Verification<Record> verification() {
        return verification;
    }
}
