package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.workflow.Namespace;
import java.util.List;

/**
 * An environment of submission: where workflows can be sent.
 *
 * @param name its name, which callers use in every call
 * @param defaultNamespace the namespace that the operator recommends; empty when there is none
 * @param namespaces the namespaces that it serves, ordered by name; a single * stands for all
 * @param credentialMode how the gateway gets its token for the Argo Server
 * @param isDefault whether this is the environment of calls that name none (gRPC alone has such calls)
 */
@Schema(
        name = "Environment",
        requiredProperties = {"name", "defaultNamespace", "namespaces", "credentialMode", "isDefault"})
public record Environment(
        String name,
        String defaultNamespace,
        List<String> namespaces,

        @Schema(allowableValues = {"direct", "service-account-secret", "token-request"})
        String credentialMode,

        boolean isDefault)
        implements Answer {
    public Environment {
        namespaces = List.copyOf(namespaces);
    }

    public static Environment of(SubmissionEnvironment environment, SubmissionEnvironments all) {
        return new Environment(
                environment.name(),
                environment.defaultNamespace().map(Namespace::value).orElse(""),
                environment.namespaces().names().stream().sorted().toList(),
                environment.credentialMode().wireName(),
                all.defaultEnvironment()
                        .filter(one -> one.name().equals(environment.name()))
                        .isPresent());
    }
}
