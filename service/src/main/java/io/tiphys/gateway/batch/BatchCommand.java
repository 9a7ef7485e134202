package io.tiphys.gateway.batch;

import io.tiphys.gateway.idempotency.key.GivenKeys;
import java.util.Objects;
import java.util.Optional;

/**
 * The body of a batch call, with its key.
 *
 * @param keys the idempotency keys of the call
 * @param batchId the batch's id, if the caller gives one: the value of a label; it is the key too
 * @param content the workflows
 * @param stopAtFirstError whether no item begins after one was refused or failed
 */
public record BatchCommand(GivenKeys keys, Optional<String> batchId, BatchContent content, boolean stopAtFirstError) {
    public BatchCommand {
        Objects.requireNonNull(keys);
        Objects.requireNonNull(batchId);
        Objects.requireNonNull(content);
    }
}
