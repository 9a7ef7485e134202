package io.tiphys.gateway.preflight.quota;

import io.tiphys.validation.requirement.cost.Quantities;
import java.math.BigDecimal;

/** Amounts of resources as text for messages. */
final class Amounts {
    private Amounts() {}

    /** For example {@code 1.5Gi of memory}, {@code 2 of cpu}, {@code 9 pods}. */
    static String of(String resource, BigDecimal amount) {
        if (resource.endsWith("memory") || resource.endsWith("storage")) {
            return Quantities.bytes(amount) + " of " + resource;
        }
        return Quantities.plain(amount) + (resource.endsWith("cpu") ? " of " : " ") + resource;
    }
}
