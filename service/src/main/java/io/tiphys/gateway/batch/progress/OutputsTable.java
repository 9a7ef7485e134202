package io.tiphys.gateway.batch.progress;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

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
     * @param parameters its arguments, by name
     * @param outputs its output parameters and results; those of a step or task have its name and a dot in front
     * @param artifacts the addresses of its artifacts at the gateway, in the same way
     */
    public record Row(
            int index,
            String name,
            String phase,
            Map<String, String> parameters,
            Map<String, String> outputs,
            Map<String, String> artifacts) {
        public Row {
            Objects.requireNonNull(name);
            Objects.requireNonNull(phase);
            Objects.requireNonNull(parameters);
            Objects.requireNonNull(outputs);
            Objects.requireNonNull(artifacts);
        }
    }

    /** The names of the arguments of all rows, in the order of their first use. */
    public Set<String> parameters() {
        return names(Row::parameters);
    }

    /** The names of the outputs of all rows. */
    public Set<String> outputs() {
        return names(Row::outputs);
    }

    /** The names of the artifacts of all rows. */
    public Set<String> artifacts() {
        return names(Row::artifacts);
    }

    private Set<String> names(Function<Row, Map<String, String>> part) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(part.apply(row).keySet()));
        return names;
    }
}
