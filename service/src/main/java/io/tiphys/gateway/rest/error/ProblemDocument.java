package io.tiphys.gateway.rest.error;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.error.ErrorReason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a call failed: a problem document of RFC 9457.
 *
 * @param type the address of the reason's description, relative to the gateway
 * @param title the reason in a sentence that never varies
 * @param status the HTTP status code
 * @param detail what happened in this case
 * @param instance this occurrence, by which the operator finds it in the gateway's log
 * @param reason the reason, for programs
 * @param domain whose reasons these are: always tiphys.io
 * @param retryable whether the same call may work later without a change, and surely was not carried out
 * @param violations everything that is wrong with the request, errors before warnings
 * @param metadata facts for programs, for example the missing verb
 * @param manifest Kubernetes YAML that would mend it, for example the missing Role
 */
@Schema(
        name = "Problem",
        requiredProperties = {
            "type",
            "title",
            "status",
            "detail",
            "instance",
            "reason",
            "domain",
            "retryable",
            "violations",
            "metadata"
        })
public record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        ErrorReason reason,
        String domain,
        boolean retryable,
        List<ViolationDocument> violations,
        Map<String, String> metadata,
        @Nullable String manifest) {
    /** The media type of problem documents (RFC 9457 section 3). */
    public static final String MEDIA_TYPE = "application/problem+json";
}
