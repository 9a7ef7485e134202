package io.tiphys.gateway.witness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds the smallest request that still shows a fault: takes parts away for as long as it does. Stateless. */
final class Shrinker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_TRIES = 60;
    private static final int MOST_CALLERS = 3;

    private Shrinker() {}

    /**
     * The smallest request found.
     *
     * @param callers callers that may do less, the one who may do least first
     * @param fails whether a request shows the fault
     */
    static WitnessRequest smallest(WitnessRequest request, List<String> callers, Predicate<WitnessRequest> fails) {
        WitnessRequest smallest = request;
        int tries = 0;
        boolean smaller = true;
        while (smaller && tries < MOST_TRIES) {
            smaller = false;
            for (WitnessRequest candidate : candidates(smallest, callers)) {
                if (tries++ >= MOST_TRIES) {
                    break;
                }
                if (fails.test(candidate)) {
                    smallest = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    /** Requests with one part less each. */
    static List<WitnessRequest> candidates(WitnessRequest request, List<String> callers) {
        List<WitnessRequest> all = new ArrayList<>();
        int rank = callers.indexOf(request.caller());
        callers.subList(0, Math.min(MOST_CALLERS, Math.max(rank, 0)))
                .forEach(caller -> all.add(request.withCaller(caller)));
        without(request.headers()).forEach(less -> all.add(request.withHeaders(less)));
        without(request.query()).forEach(less -> all.add(request.withQuery(less)));
        if (!request.body().isEmpty()) {
            all.add(request.withBody(""));
            smallerBodies(request.body()).forEach(less -> all.add(request.withBody(less)));
        }
        if (!request.suffix().isEmpty()) {
            all.add(request.withSuffix(""));
        }
        return all;
    }

    private static List<List<String>> without(List<String> parts) {
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            List<String> less = new ArrayList<>(parts);
            less.remove(i);
            all.add(less);
        }
        return all;
    }

    private static List<String> smallerBodies(String body) {
        try {
            JsonNode tree = JSON.readTree(body);
            List<String> all = new ArrayList<>();
            collect(tree, tree, all);
            return all.stream().filter(less -> less.length() < body.length()).toList();
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    private static void collect(JsonNode root, JsonNode at, List<String> all) {
        if (at instanceof ObjectNode object) {
            List<String> names =
                    object.properties().stream().map(entry -> entry.getKey()).toList();
            for (String name : names) {
                JsonNode removed = object.remove(name);
                all.add(root.toString());
                object.set(name, removed);
            }
        }
        if (at instanceof ObjectNode || at instanceof ArrayNode) {
            at.forEach(child -> collect(root, child, all));
        }
    }
}
