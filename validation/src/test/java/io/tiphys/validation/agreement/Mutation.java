package io.tiphys.validation.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** One change to a document, as people make mistakes: chosen by chance, the same for the same seed. */
final class Mutation {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> REFERENCES =
            Set.of("template", "entrypoint", "onExit", "depends", "target", "from", "name", "parameter", "withParam");

    private record Place(JsonNode owner, String key, int index) {
        JsonNode value() {
            return owner instanceof ObjectNode ? owner.get(key) : owner.get(index);
        }

        void set(JsonNode value) {
            if (owner instanceof ObjectNode object) {
                object.set(key, value);
            } else {
                ((ArrayNode) owner).set(index, value);
            }
        }

        void remove() {
            if (owner instanceof ObjectNode object) {
                object.remove(key);
            } else {
                ((ArrayNode) owner).remove(index);
            }
        }
    }

    private final Random random;
    private final List<Place> places = new ArrayList<>();
    private final JsonNode spec;

    private Mutation(JsonNode spec, Random random) {
        this.spec = spec;
        this.random = random;
        collect(spec);
    }

    private void collect(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(key -> places.add(new Place(object, key, 0)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                places.add(new Place(array, "", i));
            }
        }
        node.forEach(this::collect);
    }

    /** Changes a specification once, in place, and says how. */
    static String of(JsonNode spec, Random random) {
        Mutation mutation = new Mutation(spec, random);
        for (int attempt = 0; attempt < 50; attempt++) {
            String done = mutation.attempt();
            if (done != null) {
                return done;
            }
        }
        return "nothing";
    }

    private String attempt() {
        if (places.isEmpty()) {
            return null;
        }
        Place place = places.get(random.nextInt(places.size()));
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> {
                place.remove();
                yield "drop " + place.key();
            }
            case 4, 5, 6 -> rename(place);
            case 7, 8 -> duplicateName(place);
            case 9 -> breakType(place);
            case 10, 11 -> cycle();
            case 12 -> misspell(place);
            case 13, 14 -> variable(place);
            case 15 -> empty(place);
            case 16 -> repeat(place);
            case 17 -> secondType();
            case 18 -> number(place);
            default -> badName(place);
        };
    }

    private String rename(Place place) {
        if (!REFERENCES.contains(place.key()) || !place.value().isTextual()) {
            return null;
        }
        String text = place.value().asText();
        int cut = text.isEmpty() ? 0 : random.nextInt(text.length());
        place.set(JSON.textNode(
                random.nextBoolean()
                        ? text + "x"
                        : text.substring(0, cut) + text.substring(Math.min(text.length(), cut + 1))));
        return "rename " + place.key();
    }

    private String duplicateName(Place place) {
        if (!(place.owner() instanceof ArrayNode array)
                || array.size() < 2
                || !array.get(0).has("name")) {
            return null;
        }
        ((ObjectNode) array.get(1)).set("name", array.get(0).get("name"));
        return "duplicate a name";
    }

    private String breakType(Place place) {
        if (random.nextInt(3) > 0) {
            return null;
        }
        List<JsonNode> values = List.of(
                JSON.textNode("text"),
                JSON.numberNode(7),
                JSON.booleanNode(true),
                JSON.nullNode(),
                JSON.arrayNode(),
                JSON.objectNode(),
                JSON.numberNode(1.5));
        place.set(values.get(random.nextInt(values.size())).deepCopy());
        return "break the type of " + place.key();
    }

    private String cycle() {
        List<JsonNode> dags = spec.findValues("tasks");
        if (dags.isEmpty()) {
            return null;
        }
        JsonNode tasks = dags.get(random.nextInt(dags.size()));
        if (tasks.isEmpty() || !(tasks.get(0) instanceof ObjectNode first)) {
            return null;
        }
        String last = tasks.get(random.nextInt(tasks.size())).path("name").asText();
        if (random.nextBoolean()) {
            first.put(
                    "depends",
                    random.nextBoolean()
                            ? last
                            : last + ".Failed && " + first.path("name").asText());
        } else {
            first.set("dependencies", JSON.arrayNode().add(last));
        }
        return "make a cycle";
    }

    private String misspell(Place place) {
        if (!(place.owner() instanceof ObjectNode object) || place.key().length() < 3) {
            return null;
        }
        JsonNode value = object.remove(place.key());
        object.set(place.key().substring(1), value);
        return "misspell " + place.key();
    }

    private String variable(Place place) {
        if (!place.value().isTextual() || !place.value().asText().contains("{{")) {
            return null;
        }
        String text = place.value().asText();
        int open = text.indexOf("{{") + 2;
        place.set(JSON.textNode(
                switch (random.nextInt(4)) {
                    case 0 -> text.substring(0, open) + "x" + text.substring(open);
                    case 1 -> text.replaceFirst("}}", "x}}");
                    case 2 -> text.replaceFirst("}}", "}");
                    default -> text.replace("inputs", "steps");
                }));
        return "break a variable";
    }

    private String empty(Place place) {
        place.set(
                place.value().isTextual()
                        ? JSON.textNode("")
                        : place.value().isArray()
                                ? JSON.arrayNode()
                                : place.value().isObject() ? JSON.objectNode() : JSON.nullNode());
        return "empty " + place.key();
    }

    private String repeat(Place place) {
        if (!(place.owner() instanceof ArrayNode array)) {
            return null;
        }
        array.add(place.value().deepCopy());
        return "repeat an element";
    }

    private String secondType() {
        JsonNode templates = spec.path("templates");
        if (templates.isEmpty() || !(templates.get(random.nextInt(templates.size())) instanceof ObjectNode template)) {
            return null;
        }
        List<String> types = List.of("suspend", "container", "script", "dag", "steps", "http", "resource");
        String type = types.get(random.nextInt(types.size()));
        if (random.nextBoolean()) {
            template.remove(List.of("container", "script", "steps", "dag", "resource", "http", "suspend"));
        }
        template.set(type, type.equals("steps") ? JSON.arrayNode() : JSON.objectNode());
        return "give it the type " + type;
    }

    private String number(Place place) {
        if (place.value().isNumber()) {
            place.set(JSON.numberNode(random.nextBoolean() ? -1 : 0));
            return "change the number " + place.key();
        }
        List<String> fields = List.of("timeout", "activeDeadlineSeconds", "parallelism", "onExit", "globalName");
        if (!(place.owner() instanceof ArrayNode)
                || !(place.value() instanceof ObjectNode object)
                || !object.has("name")) {
            return null;
        }
        String field = fields.get(random.nextInt(fields.size()));
        object.set(
                field,
                field.equals("parallelism")
                        ? JSON.numberNode(2)
                        : JSON.textNode(random.nextBoolean() ? "60" : "{{x}}"));
        return "add " + field;
    }

    private String badName(Place place) {
        if (!place.key().equals("name")) {
            return null;
        }
        List<String> names = List.of("a b", "a_b", "-a", "1a", "ä", "a.b", "", "x".repeat(130));
        place.set(JSON.textNode(names.get(random.nextInt(names.size()))));
        return "change a name";
    }
}
