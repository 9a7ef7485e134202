package io.tiphys.validation.requirement.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Substitutes known parameters of the workflow, removes nulls, and finds the values of a pod that remain open. */
public final class OpenValues {
    /** Kubernetes accepts any text in these fields, so a remaining variable does no harm. */
    private static final Pattern ANY_TEXT = Pattern.compile(
            "spec\\.(initC|c)ontainers\\[\\d+]\\.(command\\[\\d+]|args\\[\\d+]|workingDir|env\\[\\d+]\\.value)"
                    + "|metadata\\.annotations\\..*");

    private final WorkflowArguments arguments;
    private final List<String> open = new ArrayList<>();

    public OpenValues(WorkflowArguments arguments) {
        this.arguments = arguments;
    }

    /** The paths of the open values. */
    public List<String> open() {
        return List.copyOf(open);
    }

    /** The pod with the known values. */
    public Map<String, Object> fillIn(Map<String, Object> pod) {
        return object("", pod);
    }

    private Map<String, Object> object(String path, Map<?, ?> object) {
        Map<String, Object> filled = new LinkedHashMap<>();
        object.forEach((key, value) -> {
            String name = String.valueOf(key);
            String below = path.isEmpty() ? name : path + "." + name;
            if (name.contains("{{")) {
                open.add(below);
            }
            if (value != PlainValues.NOTHING) {
                filled.put(name, value(below, value));
            }
        });
        return filled;
    }

    private Object value(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            return object(path, map);
        }
        if (value instanceof List<?> list) {
            List<Object> filled = new ArrayList<>();
            list.forEach(element -> filled.add(value(path + "[" + filled.size() + "]", element)));
            return filled;
        }
        return value instanceof String text ? text(path, text) : value;
    }

    private String text(String path, String text) {
        return arguments.fillIn(text).orElseGet(() -> {
            if (!ANY_TEXT.matcher(path).matches()) {
                open.add(path);
            }
            return text;
        });
    }
}
