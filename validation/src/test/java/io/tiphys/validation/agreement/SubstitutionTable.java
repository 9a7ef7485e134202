package io.tiphys.validation.agreement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every variable of Argo at every place of every kind of template, a document for each. */
final class SubstitutionTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final List<String> VARIABLES = List.of(
            "workflow.name",
            "workflow.namespace",
            "workflow.uid",
            "workflow.serviceAccountName",
            "workflow.mainEntrypoint",
            "workflow.status",
            "workflow.failures",
            "workflow.priority",
            "workflow.duration",
            "workflow.creationTimestamp",
            "workflow.creationTimestamp.Y",
            "workflow.creationTimestamp.RFC3339",
            "workflow.scheduledTime",
            "workflow.parameters",
            "workflow.parameters.json",
            "workflow.parameters.p",
            "workflow.parameters.q",
            "workflow.parameters.none",
            "workflow.labels",
            "workflow.labels.json",
            "workflow.labels.l",
            "workflow.labels.none",
            "workflow.annotations",
            "workflow.annotations.json",
            "workflow.annotations.a",
            "workflow.annotations.none",
            "workflow.outputs.parameters.g",
            "workflow.outputs.artifacts.g",
            "workflow.outputs.parameters.none",
            "workflow.none",
            "workflow",
            "inputs.parameters",
            "inputs.parameters.i",
            "inputs.parameters.none",
            "inputs.artifacts.f",
            "inputs.artifacts.f.path",
            "inputs.artifacts.none.path",
            "inputs.none",
            "outputs.result",
            "outputs.exitCode",
            "outputs.parameters.o",
            "outputs.parameters.o.path",
            "outputs.artifacts.r.path",
            "pod.name",
            "pod.none",
            "node.name",
            "steps.name",
            "tasks.name",
            "steps.namely",
            "steps.s.outputs.result",
            "steps.s.outputs.parameters.o",
            "steps.s.status",
            "steps.s.id",
            "steps.s.ip",
            "steps.s.exitCode",
            "steps.none.outputs.result",
            "tasks.s.outputs.result",
            "tasks.s.outputs.parameters.o",
            "tasks.s.status",
            "tasks.s.exitCode",
            "tasks.s.none",
            "tasks.none.status",
            "item",
            "item.k",
            "item.[0]",
            "retries",
            "lastRetry.exitCode",
            "lastRetry.message",
            "none",
            "cronworkflow.name",
            " workflow.name ",
            "workflow.parameters.p ",
            " inputs.parameters",
            "=workflow.name",
            "=\n  workflow.name\n",
            "= workflow.parameters.p",
            "=asInt(workflow.parameters.p) + 1\n",
            "=toJson(inputs.parameters)",
            "=none.x",
            "= 1 +\n 1",
            "workflow.parameters.{{inputs.parameters.i}}",
            "steps.{{workflow.parameters.p}}.outputs.result",
            "");

    private static final List<String> COMMON = List.of(
            "metadata/annotations/x",
            "metadata/labels/x",
            "inputs/parameters/0/default",
            "inputs/parameters/0/value",
            "inputs/parameters/0/description",
            "inputs/parameters/0/enum/0",
            "activeDeadlineSeconds",
            "timeout",
            "retryStrategy/limit",
            "retryStrategy/expression",
            "retryStrategy/retryPolicy",
            "nodeSelector/x",
            "serviceAccountName",
            "synchronization/mutexes/0/name",
            "memoize/key",
            "podSpecPatch",
            "priorityClassName",
            "metrics/prometheus/0/counter/value",
            "metrics/prometheus/0/when",
            "metrics/prometheus/0/labels/0/value");
    private static final List<String> POD = List.of(
            "volumes/0/configMap/name",
            "initContainers/0/args/0",
            "sidecars/0/args/0",
            "archiveLocation/s3/key",
            "outputs/parameters/0/valueFrom/path",
            "outputs/parameters/0/valueFrom/default",
            "outputs/parameters/0/globalName",
            "outputs/artifacts/0/path",
            "outputs/artifacts/0/s3/key",
            "inputs/artifacts/0/path",
            "inputs/artifacts/0/s3/key");
    private static final List<String> USER = List.of(
            "when",
            "arguments/parameters/0/value",
            "arguments/artifacts/0/from",
            "withParam",
            "withItems/0",
            "withSequence/count",
            "template",
            "onExit",
            "hooks/exit/arguments/parameters/0/value",
            "hooks/running/expression",
            "templateRef/name",
            "templateRef/template",
            "inline/container/image");

    private static final Map<String, List<String>> OWN = new LinkedHashMap<>();

    static {
        OWN.put(
                "container",
                List.of(
                        "container/image",
                        "container/args/0",
                        "container/env/0/value",
                        "container/volumeMounts/0/mountPath",
                        "container/workingDir"));
        OWN.put("script", List.of("script/source", "script/image", "script/env/0/value"));
        OWN.put("containerSet", List.of("containerSet/containers/0/args/0", "containerSet/containers/0/image"));
        OWN.put(
                "resource",
                List.of("resource/action", "resource/manifest", "resource/successCondition", "resource/flags/0"));
        OWN.put("http", List.of("http/url", "http/body", "http/headers/0/value", "http/successCondition"));
        OWN.put("data", List.of("data/transformation/0/expression", "data/source/artifactPaths/s3/key"));
        OWN.put("plugin", List.of("plugin/hello/x"));
        OWN.put("suspend", List.of("suspend/duration"));
        OWN.put("steps", List.of());
        OWN.put("dag", List.of("dag/target", "dag/tasks/1/depends", "dag/tasks/1/dependencies/0"));
    }

    private static final List<String> SPEC = List.of(
            "arguments/parameters/0/value",
            "arguments/parameters/0/enum/0",
            "onExit",
            "entrypoint",
            "nodeSelector/x",
            "podMetadata/labels/x",
            "podMetadata/annotations/x",
            "serviceAccountName",
            "hooks/running/expression",
            "volumes/0/configMap/name",
            "workflowMetadata/labels/x",
            "podGC/strategy",
            "synchronization/mutexes/0/name");

    /** How a variable stands in its text. */
    private static final List<String> FORMS = List.of("%s", "a %s b");

    /** @param title what it is about */
    record Row(String title, ObjectNode spec) {}

    private SubstitutionTable() {}

    static List<Row> rows() throws JsonProcessingException {
        List<Row> rows = new ArrayList<>();
        for (String variable : VARIABLES) {
            for (String form : FORMS) {
                String text = form.formatted("{{" + variable + "}}");
                for (String type : OWN.keySet()) {
                    for (String place : places(type)) {
                        add(rows, type, "templates/0/" + place, text);
                    }
                    add(rows, "bare " + type, "templates/0/metadata/annotations/x", text);
                }
                for (String place : SPEC) {
                    add(rows, "container", place, text);
                }
            }
        }
        return rows;
    }

    private static List<String> places(String type) {
        List<String> places = new ArrayList<>(COMMON);
        places.addAll(OWN.get(type));
        if (List.of("container", "script", "containerSet").contains(type)) {
            places.addAll(POD);
        }
        if (type.equals("steps")) {
            USER.forEach(place -> places.add("steps/1/0/" + place));
            places.add("outputs/parameters/0/valueFrom/parameter");
            places.add("outputs/parameters/0/valueFrom/expression");
        }
        if (type.equals("dag")) {
            USER.forEach(place -> places.add("dag/tasks/1/" + place));
            places.add("outputs/parameters/0/valueFrom/parameter");
        }
        return places;
    }

    private static void add(List<Row> rows, String type, String place, String text) throws JsonProcessingException {
        ObjectNode spec = (ObjectNode) JSON.readTree(spec(type.replace("bare ", ""), !type.startsWith("bare ")));
        boolean manifest = place.endsWith("manifest");
        put(spec, place, manifest ? "a: " + text + "\nb: c\n" : text);
        if (place.contains("templateRef")) {
            JsonNode user = spec.at("/" + place.substring(0, place.indexOf("/templateRef")));
            ((ObjectNode) user).remove("template");
            ObjectNode reference = (ObjectNode) user.path("templateRef");
            reference.put("name", reference.path("name").asText("library"));
            reference.put("template", reference.path("template").asText("say"));
        } else if (place.contains("inline")) {
            ((ObjectNode) spec.at("/" + place.substring(0, place.indexOf("/inline")))).remove("template");
        }
        rows.add(new Row(type + " " + place + " " + text.replace("\n", "\\n"), spec));
    }

    private static String spec(String type, boolean inputs) {
        String user = "{\"name\":\"%s\",\"template\":\"say\"}";
        String body = switch (type) {
            case "container" ->
                "{\"image\":\"a:1\",\"command\":[\"a\"],\"volumeMounts\":[{\"name\":\"v\"}],\"env\":[{\"name\":\"e\"}]}";
            case "script" -> "{\"image\":\"a:1\",\"source\":\"x\",\"env\":[{\"name\":\"e\"}]}";
            case "containerSet" -> "{\"containers\":[{\"name\":\"main\",\"image\":\"a:1\"}]}";
            case "resource" -> "{\"action\":\"create\",\"manifest\":\"a: b\"}";
            case "http" -> "{\"url\":\"x\",\"headers\":[{\"name\":\"h\"}]}";
            case "data" ->
                "{\"source\":{\"artifactPaths\":{\"name\":\"z\",\"s3\":{\"bucket\":\"b\"}}},\"transformation\":[{\"expression\":\"x\"}]}";
            case "plugin" -> "{\"hello\":{}}";
            case "suspend" -> "{}";
            case "steps" -> "[[" + user.formatted("s") + "],[" + user.formatted("t") + "]]";
            default -> "{\"tasks\":[" + user.formatted("s") + "," + user.formatted("t") + "]}";
        };
        boolean pod = List.of("container", "script", "containerSet").contains(type);
        String in = ",\"inputs\":{\"parameters\":[{\"name\":\"i\",\"default\":\"d\"}]"
                + (pod ? ",\"artifacts\":[{\"name\":\"f\",\"path\":\"/f\",\"optional\":true}]" : "") + "}";
        String out = pod
                ? ",\"outputs\":{\"parameters\":[{\"name\":\"o\",\"valueFrom\":{\"path\":\"/o\"}}],\"artifacts\":[{\"name\":\"r\",\"path\":\"/r\"}]}"
                : "";
        return "{\"entrypoint\":\"main\",\"priority\":3,\"arguments\":{\"parameters\":[{\"name\":\"p\",\"value\":\"1\"},"
                + "{\"name\":\"q\",\"value\":\"x: \\\"y\\\"\"}]},\"workflowMetadata\":{\"labels\":{\"l\":\"m\"},\"annotations\":{\"a\":\"b\"}},"
                + "\"volumes\":[{\"name\":\"v\",\"emptyDir\":{}}],\"templates\":[{\"name\":\"main\",\"" + type + "\":"
                + body
                + (inputs ? in + out : "")
                + "},{\"name\":\"say\",\"script\":{\"image\":\"a:1\",\"source\":\"x\"},\"outputs\":{\"parameters\":["
                + "{\"name\":\"o\",\"globalName\":\"g\",\"valueFrom\":{\"path\":\"/o\"}}]}}]}";
    }

    /** Puts a text at a place, and makes what is around it. */
    private static void put(ObjectNode root, String place, String text) {
        String[] keys = place.split("/");
        JsonNode at = root;
        for (int i = 0; i < keys.length; i++) {
            boolean last = i == keys.length - 1;
            boolean list = !last && keys[i + 1].matches("[0-9]+");
            JsonNode next = last
                    ? JSON.getNodeFactory().textNode(text)
                    : list ? JSON.createArrayNode() : JSON.createObjectNode();
            if (at instanceof ObjectNode object) {
                if (last || !object.has(keys[i]) || object.path(keys[i]).isValueNode()) {
                    object.set(keys[i], next);
                }
                at = object.get(keys[i]);
            } else {
                ArrayNode array = (ArrayNode) at;
                int index = Integer.parseInt(keys[i]);
                while (array.size() <= index) {
                    array.add(next);
                }
                if (last) {
                    array.set(index, next);
                }
                at = array.get(index);
            }
        }
        name(root, place);
    }

    /** What is made needs its names. */
    private static void name(ObjectNode root, String place) {
        for (String list :
                List.of("initContainers", "sidecars", "prometheus", "parameters", "artifacts", "labels", "volumes")) {
            int found = place.indexOf(list + "/0/");
            if (found >= 0 && root.at("/" + place.substring(0, found) + list + "/0") instanceof ObjectNode element) {
                String key = list.equals("labels") ? "key" : "name";
                if (!element.has(key)) {
                    element.put(key, list.equals("volumes") ? "w" : "i");
                }
                if (list.equals("prometheus")) {
                    element.put("help", "x");
                    if (!element.has("counter")) {
                        element.putObject("counter").put("value", "1");
                    }
                }
                if (list.contains("ontainers") || list.equals("sidecars")) {
                    element.put("image", "a:1");
                }
            }
        }
    }
}
