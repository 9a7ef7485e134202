package io.tiphys.gateway.batch;

import io.tiphys.validation.requirement.cost.CostPreview;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a batch would create.
 *
 * @param batchId the batch's id
 * @param count the number of workflows
 * @param first the first items
 * @param cost the cost of all workflows, as far as their documents say
 */
public record BatchPreview(String batchId, int count, List<PreviewedItem> first, CostPreview cost) {
    /** The number of items that a preview shows. */
    public static final int SHOWN = 20;

    public BatchPreview {
        Objects.requireNonNull(batchId);
        first = List.copyOf(first);
        Objects.requireNonNull(cost);
    }

    /**
     * One item.
     *
     * @param index its index
     * @param name the name that its workflow will have
     * @param parameters its parameters in a sweep
     */
    public record PreviewedItem(int index, String name, Map<String, String> parameters) {
        public PreviewedItem {
            Objects.requireNonNull(name);
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }
}
