package io.tiphys.client.internal;

import io.tiphys.client.generated.ApiClient;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The target of calls: an environment and a namespace, with their addresses. */
public record Place(@Nullable String environment, @Nullable String namespace) {
    public String requireEnvironment() {
        return require(environment, "environment");
    }

    public String requireNamespace() {
        return require(namespace, "namespace");
    }

    /** The address of the environment. */
    String environmentAddress() {
        return "/v1/environments/" + ApiClient.urlEncode(requireEnvironment());
    }

    /** The address of the workflows. */
    public String workflows() {
        return environmentAddress() + "/namespaces/" + ApiClient.urlEncode(requireNamespace()) + "/workflows";
    }

    /** The address of the batches. */
    public String batches() {
        return environmentAddress() + "/namespaces/" + ApiClient.urlEncode(requireNamespace()) + "/batches";
    }

    /** The address of one batch. */
    public String batch(String batchId) {
        return batches() + "/" + ApiClient.urlEncode(batchId);
    }

    /** The address of one workflow. */
    public String workflow(String name) {
        return workflows() + "/" + ApiClient.urlEncode(name);
    }

    /** A query of names and values; a name with a null value is omitted. */
    public static String query(@Nullable String... namesAndValues) {
        var query = new StringJoiner("&", "?", "").setEmptyValue("");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = namesAndValues[i];
            String value = namesAndValues[i + 1];
            if (name != null && value != null) {
                query.add(name + "=" + ApiClient.urlEncode(value));
            }
        }
        return query.toString();
    }

    private static String require(@Nullable String value, String what) {
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("the client has no " + what + ": set it in the builder, or use in(...)");
        }
        return value;
    }
}
