package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * The environments in which the caller is known.
 *
 * @param environments the environments, ordered by name
 */
@Schema(name = "ListEnvironmentsResponse", requiredProperties = "environments")
public record ListEnvironmentsResponse(List<Environment> environments) implements Answer {
    public ListEnvironmentsResponse {
        environments = List.copyOf(environments);
    }
}
