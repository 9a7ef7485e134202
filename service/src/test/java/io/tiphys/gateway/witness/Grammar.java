package io.tiphys.gateway.witness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes requests of the procedures, of which about two thirds are then mutated. Used by one thread. */
final class Grammar {
    private static final int MOST_MUTATIONS = 4;

    private final Random random;
    private final Names names;
    private final Values values;
    private final List<Procedure> procedures;
    private final Mutations mutations;

    Grammar(Random random, Names names, List<Procedure> procedures) {
        this.random = random;
        this.names = names;
        this.values = new Values(random, names);
        this.procedures = procedures;
        this.mutations = new Mutations(random, names, procedures);
    }

    /** The next request. */
    WitnessRequest next() {
        WitnessRequest request = plain(one(procedures), one(names.environments()), one(names.callers()));
        for (int mutated = random.nextInt(MOST_MUTATIONS); mutated > 0; mutated--) {
            request = mutations.mutate(request);
        }
        return request;
    }

    /** A request that means what it says. */
    WitnessRequest plain(Procedure procedure, String environment, String caller) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        JsonNode whole = null;
        for (Procedure.Field field : procedure.fields()) {
            if (field.optional() && random.nextInt(3) > 0) {
                continue;
            }
            JsonNode value = values.next(field.kind(), environment);
            if (field.path().isEmpty()) {
                whole = value;
            } else {
                put(fields, field.path(), value);
            }
        }
        boolean grpc = procedure.overGrpc() && (!procedure.overHttp() || random.nextInt(3) == 0);
        if (grpc) {
            return new WitnessRequest(
                    procedure.name(),
                    Wire.GRPC,
                    environment,
                    caller,
                    "POST",
                    "/" + procedure.name(),
                    List.of(),
                    List.of(),
                    fields.toString(),
                    "");
        }
        return overHttp(procedure, environment, caller, fields, whole == null ? payload(procedure, fields) : whole);
    }

    /** An event's body is one field alone. */
    private static JsonNode payload(Procedure procedure, ObjectNode fields) {
        return procedure.template().contains("{discriminator}") ? fields.remove("payload") : fields;
    }

    private WitnessRequest overHttp(
            Procedure procedure, String environment, String caller, ObjectNode fields, JsonNode body) {
        String path = procedure.template();
        boolean keep = procedure.hasBody() && random.nextBoolean();
        for (Procedure.Field field : procedure.fields()) {
            String variable = "{" + field.path() + "}";
            if (path.contains(variable)) {
                path = path.replace(variable, encoded(fields.path(field.path()).asText()));
                if (!keep) {
                    fields.remove(field.path());
                }
            }
        }
        boolean prefixed = procedure.ofArgo() && random.nextInt(4) > 0;
        List<String> query = new ArrayList<>();
        if (!procedure.hasBody()
                || body != fields
                        && procedure.fields().stream()
                                .anyMatch(one -> one.path().isEmpty())) {
            flatten("", fields, query);
        }
        return new WitnessRequest(
                procedure.name(),
                Wire.HTTP,
                environment,
                caller,
                procedure.method(),
                (prefixed ? "/argo/" + environment : "") + path,
                query,
                List.of(),
                procedure.hasBody() ? body.toString() : "",
                "");
    }

    private static void flatten(String prefix, JsonNode node, List<String> query) {
        node.properties().forEach(entry -> {
            String name = prefix + entry.getKey();
            if (entry.getValue().isObject()) {
                flatten(name + ".", entry.getValue(), query);
            } else if (entry.getValue().isArray()) {
                entry.getValue().forEach(one -> query.add(name + "=" + encoded(one.asText())));
            } else {
                query.add(name + "=" + encoded(entry.getValue().asText()));
            }
        });
    }

    private static void put(ObjectNode object, String path, JsonNode value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            object.set(path, value);
        } else {
            put(object.withObjectProperty(path.substring(0, dot)), path.substring(dot + 1), value);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%40", "@");
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
