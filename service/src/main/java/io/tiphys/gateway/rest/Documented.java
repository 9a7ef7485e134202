package io.tiphys.gateway.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.tiphys.gateway.rest.call.CallerTime;
import io.tiphys.gateway.rest.error.ProblemDocument;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The common headers and errors of every operation, for the API document; src/main/openapi has the texts. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Parameter(name = CallerTime.HEADER, ref = "#/components/parameters/CallerTime")
@ApiResponse(responseCode = "400", ref = "#/components/responses/Invalid")
@ApiResponse(responseCode = "401", ref = "#/components/responses/Unauthenticated")
@ApiResponse(responseCode = "403", ref = "#/components/responses/Forbidden")
@ApiResponse(responseCode = "404", ref = "#/components/responses/NotFound")
@ApiResponse(responseCode = "409", ref = "#/components/responses/Conflict")
@ApiResponse(responseCode = "429", ref = "#/components/responses/Throttled")
@ApiResponse( // spelled out, because a reference alone does not bring the problem document's schema into the document
        responseCode = "500",
        description = "A fault of the gateway",
        content =
                @Content(
                        mediaType = ProblemDocument.MEDIA_TYPE,
                        schema = @Schema(implementation = ProblemDocument.class)))
@ApiResponse(responseCode = "502", ref = "#/components/responses/UpstreamBroken")
@ApiResponse(responseCode = "503", ref = "#/components/responses/UpstreamUnavailable")
@ApiResponse(responseCode = "504", ref = "#/components/responses/Timeout")
public @interface Documented {}
