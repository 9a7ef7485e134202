package io.tiphys.gateway.rest.batch;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The response of a change of many workflows, for the API document. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
        responseCode = "200",
        description =
                "One JSON object in each line, as it happens: a result for each workflow in any order, and last the"
                        + " summary; with dryRun the summary alone",
        content = @Content(mediaType = BatchLine.MEDIA_TYPE, schema = @Schema(implementation = BulkLine.class)))
@ApiResponse(responseCode = "413", ref = "#/components/responses/TooLarge")
@interface BulkResponse {}
