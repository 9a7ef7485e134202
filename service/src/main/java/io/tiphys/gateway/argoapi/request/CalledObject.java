package io.tiphys.gateway.argoapi.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The name of a call's object, for the record of the call. */
public final class CalledObject {
    private static final String GENERATED = "*";

    private CalledObject() {}

    /**
     * The name in the request, or the prefix of a generated name followed by an asterisk; empty if the request has neither.
     */
    public static String name(ArgoRpc rpc, ArgoRequestView request) {
        Optional<JsonNode> metadata = rpc.document().map(document -> request.node(document.field() + ".metadata"));
        Stream<String> names =
                Stream.of(given(request, "name"), given(request, "submitOptions.name"), member(metadata, "name"));
        Stream<String> prefixes =
                Stream.of(given(request, "submitOptions.generateName"), member(metadata, "generateName"));
        return Stream.concat(
                        names.filter(name -> !name.isEmpty()),
                        prefixes.filter(prefix -> !prefix.isEmpty()).map(prefix -> prefix + GENERATED))
                .findFirst()
                .orElse("");
    }

    private static String given(ArgoRequestView request, String field) {
        List<String> inQuery = request.query().getOrDefault(field, List.of());
        return request.variables()
                .getOrDefault(field, inQuery.isEmpty() ? text(request.node(field)) : inQuery.getFirst());
    }

    private static String member(Optional<JsonNode> metadata, String name) {
        return metadata.map(node -> text(node.path(name))).orElse("");
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : "";
    }
}
