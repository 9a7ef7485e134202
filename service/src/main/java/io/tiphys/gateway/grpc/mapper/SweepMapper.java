package io.tiphys.gateway.grpc.mapper;

import io.tiphys.gateway.batch.BatchContent.Swept;
import io.tiphys.gateway.batch.item.BatchItem;
import io.tiphys.gateway.batch.sweep.Sweep;
import io.tiphys.gateway.grpc.call.FieldMapper;
import io.tiphys.v1.BatchSweep;
import io.tiphys.v1.SweepColumn;
import io.tiphys.v1.SweepColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Maps the items and the sweep of a batch. */
public final class SweepMapper {
    private SweepMapper() {}

    /** @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID */
    public static Swept swept(BatchSweep message) {
        return new Swept(
                message.getWorkflow().toByteArray(),
                SubmissionMapper.format(message.getFormat()),
                sweep(message),
                () -> {});
    }

    private static Sweep sweep(BatchSweep message) {
        return switch (message.getParametersCase()) {
            case GRID -> new Sweep.Grid(columns(message.getGrid()));
            case ZIP -> new Sweep.Zip(columns(message.getZip()));
            case CSV -> new Sweep.Csv(message.getCsv());
            case JSONL -> new Sweep.JsonLines(message.getJsonl());
            case PARAMETERS_NOT_SET ->
                throw FieldMapper.invalid("sweep-kind", "sweep", "A sweep has one of: grid, zip, csv, jsonl.");
        };
    }

    private static Map<String, List<String>> columns(SweepColumns message) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (SweepColumn column : message.getColumnsList()) {
            if (columns.put(column.getName(), List.copyOf(column.getValuesList())) != null) {
                throw FieldMapper.invalid(
                        "sweep-column-twice", "sweep", "The column '" + column.getName() + "' occurs twice.");
            }
        }
        return columns;
    }

    /**
     * An item.
     *
     * @param next the index of an item without one
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID
     */
    public static BatchItem item(io.tiphys.v1.BatchItem message, int next) {
        int index = message.hasIndex() ? message.getIndex() : next;
        if (index < 0 || index > BatchItem.LARGEST_INDEX) {
            throw FieldMapper.invalid(
                    "batch-index", "item.index", "An index is a number from 0 to " + BatchItem.LARGEST_INDEX + ".");
        }
        return BatchItem.of(index, message.getWorkflow().toByteArray(), SubmissionMapper.format(message.getFormat()));
    }
}
