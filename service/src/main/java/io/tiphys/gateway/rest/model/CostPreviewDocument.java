package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.validation.requirement.cost.CostPreview;

/**
 * How much a workflow takes when all goes well: without retries, and without Argo's own containers.
 *
 * @param pods how many pods it starts in all
 * @param cpuMillis the thousandths of cores that they request, added up
 * @param memoryBytes the bytes that they request, added up
 */
@Schema(
        name = "CostPreview",
        requiredProperties = {"pods", "cpuMillis", "memoryBytes"})
public record CostPreviewDocument(NumberRange pods, NumberRange cpuMillis, NumberRange memoryBytes) {

    public static CostPreviewDocument of(CostPreview cost) {
        return new CostPreviewDocument(
                NumberRange.of(cost.pods()), NumberRange.ofThousandths(cost.cpu()), NumberRange.of(cost.memory()));
    }
}
