package io.tiphys.gateway.rest.docs;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.tags.Tag;

/** The general information at the start of openapi.yaml. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Tiphys",
                        version = "v1",
                        description =
                                "Submits workflows to Argo and follows them. A workflow travels as Argo's own JSON or YAML.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        tags = {
            @Tag(name = "environments", description = "Where workflows can be sent, and whether that would work now"),
            @Tag(name = "lint", description = "What is wrong with documents, without their cluster"),
            @Tag(name = "workflows", description = "Submitting, following and changing workflows")
        },
        security = @SecurityRequirement(name = "bearer"))
@SecurityScheme(
        name = "bearer",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "A Kubernetes token, for example the output of kubectl create token")
final class ApiDefinition {
    private ApiDefinition() {}
}
