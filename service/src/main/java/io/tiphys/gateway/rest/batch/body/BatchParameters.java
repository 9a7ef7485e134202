package io.tiphys.gateway.rest.batch.body;

import io.tiphys.gateway.batch.item.BatchItem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a batch.
 *
 * @param batchId the batch's id
 * @param stopAtFirstError whether no item begins after one was refused or failed
 * @param firstIndex the index of the first line
 */
public record BatchParameters(Optional<String> batchId, boolean stopAtFirstError, int firstIndex) {
    /** The value of onError that ends no batch. */
    public static final String CONTINUE = "continue";

    /**
     * Reads the parameters.
     *
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID
     */
    public static BatchParameters of(@Nullable String batchId, String onError, int firstIndex) {
        if (!onError.equals(CONTINUE) && !onError.equals("stop")) {
            throw BatchBodies.invalid("parameter-value", "onError", "The values are: continue, stop.");
        }
        if (firstIndex < 0 || firstIndex > BatchItem.LARGEST_INDEX) {
            throw BatchBodies.invalid(
                    "parameter-value",
                    "firstIndex",
                    "An index is a whole number from 0 to " + BatchItem.LARGEST_INDEX + ".");
        }
        return new BatchParameters(Optional.ofNullable(batchId), onError.equals("stop"), firstIndex);
    }
}
