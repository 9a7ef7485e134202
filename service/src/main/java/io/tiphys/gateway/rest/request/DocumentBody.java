package io.tiphys.gateway.rest.request;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The body and the errors of an operation that accepts a document of Argo, for the API document. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@RequestBody(
        required = true,
        description = "The document in Argo's own form; a workflow has less than 1 MiB",
        content = {
            @Content(
                    mediaType = "application/json",
                    schema = @Schema(type = "object", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)),
            @Content(mediaType = "application/yaml", schema = @Schema(type = "string"))
        })
@ApiResponse(responseCode = "413", ref = "#/components/responses/TooLarge")
@ApiResponse(responseCode = "415", ref = "#/components/responses/UnsupportedMediaType")
public @interface DocumentBody {}
