package io.tiphys.gateway.grpc.stream;

import io.tiphys.gateway.batch.item.BatchItem;
import io.tiphys.gateway.batch.item.BatchSource;
import io.tiphys.gateway.batch.sweep.SweepProblems;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.grpc.call.FieldMapper;
import io.tiphys.gateway.grpc.mapper.SweepMapper;
import io.tiphys.gateway.server.body.BodyBudget;
import io.tiphys.gateway.server.body.BodyReservation;
import io.tiphys.v1.SubmitBatchRequest;
import java.util.Optional;

/**
 * The items of a caller's stream, each counted in the budget of bodies until it is done. The end of the call ends the waiting
 * for a message.
 */
public final class BatchMessages implements BatchSource {
    private final IncomingMessages<SubmitBatchRequest> messages;
    private final BodyBudget budget;
    private final EnvironmentLimits limits;
    private int next;
    private int count;

    public BatchMessages(IncomingMessages<SubmitBatchRequest> messages, BodyBudget budget, EnvironmentLimits limits) {
        this.messages = messages;
        this.budget = budget;
        this.limits = limits;
    }

    @Override
    public Optional<BatchItem> next() {
        return messages.next(Deadline.after(limits.callTimeout())).map(this::item);
    }

    private BatchItem item(SubmitBatchRequest message) {
        if (!message.hasItem()) {
            throw FieldMapper.invalid("batch-part", "item", "Every message but the first one has an item.");
        }
        if (++count > limits.maxBatchItems()) {
            throw SweepProblems.tooMany(count, limits.maxBatchItems());
        }
        BatchItem item = SweepMapper.item(message.getItem(), next);
        next = item.index() + 1;
        BodyReservation held = budget.open();
        try {
            held.add(item.document().length);
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
        return item.whenDone(held::close);
    }

    @Override
    public int nextIndex() {
        return next;
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    /** Nothing to release: the call is the caller's. */
    @Override
    public void close() {}
}
