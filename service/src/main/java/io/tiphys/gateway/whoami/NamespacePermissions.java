package io.tiphys.gateway.whoami;

import java.util.List;

/**
 * The operations in one namespace: {@code submit}, {@code get}, {@code list}, {@code watch}, {@code delete} and {@code logs}, each in
 * one of the lists.
 *
 * @param namespace the namespace
 * @param allowed the operations that a call may use now
 * @param denied the operations that are refused, because the caller or the account lacks a permission
 * @param undecided the operations without a decision
 */
public record NamespacePermissions(
        String namespace, List<String> allowed, List<String> denied, List<String> undecided) {
    public NamespacePermissions {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
        undecided = List.copyOf(undecided);
    }
}
