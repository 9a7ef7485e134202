package io.tiphys.gateway.batch;

import io.tiphys.gateway.batch.item.BatchSource;
import io.tiphys.gateway.batch.sweep.Sweep;
import io.tiphys.validation.document.DocumentFormat;
import java.util.Objects;
import java.util.Optional;

/** The content of a batch. */
public sealed interface BatchContent extends AutoCloseable {
    /** Releases what holds the content in memory, if no batch begins. */
    @Override
    void close();

    /**
     * Items, each a workflow of its own.
     *
     * @param source the items
     */
    record Items(BatchSource source) implements BatchContent {
        public Items {
            Objects.requireNonNull(source);
        }

        @Override
        public void close() {
            source.close();
        }
    }

    /**
     * One workflow with many sets of parameters.
     *
     * @param workflow the document
     * @param format the format of the document; empty to detect the format from the first character
     * @param sweep the parameters
     * @param release run when the batch has ended
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
    record Swept(byte[] workflow, Optional<DocumentFormat> format, Sweep sweep, Runnable release)
            implements BatchContent {
        public Swept {
            Objects.requireNonNull(workflow);
            Objects.requireNonNull(format);
            Objects.requireNonNull(sweep);
            Objects.requireNonNull(release);
        }

        @Override
        public void close() {
            release.run();
        }
    }
}
