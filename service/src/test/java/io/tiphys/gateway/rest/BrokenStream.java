package io.tiphys.gateway.rest;

import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import java.time.Duration;

/** A stream with a fault that nobody foresaw. */
final class BrokenStream implements EventStream<WorkflowChange> {
    @Override
    public Step<WorkflowChange> next(Duration timeout) {
        throw new IllegalStateException("secret");
    }

    @Override
    public void close() {}
}
