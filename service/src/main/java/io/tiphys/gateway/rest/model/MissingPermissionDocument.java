package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.MissingPermission;

/**
 * A missing permission.
 *
 * @param user who, as Kubernetes names it
 * @param verb for example get
 * @param group the API group; empty for the core group
 * @param resource the plural, with a subresource behind a slash
 * @param namespace the namespace; empty for the whole cluster
 * @param name the object's name; empty for all
 */
@Schema(
        name = "MissingPermission",
        requiredProperties = {"user", "verb", "group", "resource", "namespace", "name"})
record MissingPermissionDocument(
        String user, String verb, String group, String resource, String namespace, String name) {

    static MissingPermissionDocument of(MissingPermission right) {
        AccessCheck check = right.check();
        return new MissingPermissionDocument(
                right.subject().user(),
                check.verb(),
                check.group(),
                check.qualifiedResource(),
                check.namespace(),
                check.name());
    }
}
