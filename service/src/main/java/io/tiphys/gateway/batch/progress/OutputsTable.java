package io.tiphys.gateway.batch.progress;

import io.tiphys.gateway.workflow.WorkflowOutputs;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The outputs of a batch.
 *
 * @param batchId the batch's id
 * @param rows the workflows, by their index
 */
public record OutputsTable(String batchId, List<Row> rows) {
    public OutputsTable {
        Objects.requireNonNull(batchId);
        rows = List.copyOf(rows);
    }

    /**
     * One workflow.
     *
     * @param index the index of its item; -1 when its label is no number
     * @param name its name
     * @param phase Argo's phase
     * @param content its arguments and outputs
     */
    public record Row(int index, String name, String phase, WorkflowOutputs content) {
        public Row {
            Objects.requireNonNull(name);
            Objects.requireNonNull(phase);
            Objects.requireNonNull(content);
        }
    }

    /** The names of the arguments of all rows, in the order of their first use. */
    public Set<String> parameters() {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.content().parameters().keySet()));
        return names;
    }

    /** The names of the outputs of all rows. */
    public Set<String> outputs() {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.content().outputs().keySet()));
        return names;
    }

    /** The names of the artifacts of all rows. */
    public Set<String> artifacts() {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.content().artifacts().keySet()));
        return names;
    }
}
