package io.tiphys.gateway.rest.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.whoami.NamespacePermissions;
import java.util.List;

/**
 * What the caller may do in a namespace: submit, get, list, watch, delete and logs, each in one of the lists.
 *
 * @param namespace the namespace
 * @param allowed the operations that a call may use now
 * @param denied the operations that are refused
 * @param undecided the operations without a decision
 */
@Schema(
        name = "PermittedOperations",
        requiredProperties = {"namespace", "allowed", "denied", "undecided"})
public record PermittedOperations(String namespace, List<String> allowed, List<String> denied, List<String> undecided) {
    public PermittedOperations {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
        undecided = List.copyOf(undecided);
    }

    static PermittedOperations of(NamespacePermissions permissions) {
        return new PermittedOperations(
                permissions.namespace(), permissions.allowed(), permissions.denied(), permissions.undecided());
    }
}
