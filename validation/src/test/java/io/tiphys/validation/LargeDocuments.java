package io.tiphys.validation;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Documents that are large, or go to the limits of what can be read, for tests and measurements. */
public final class LargeDocuments {
    private LargeDocuments() {}

    /** A workflow of so many dags with so many tasks each, every one of which depends on the one before it. */
    public static String dags(int templates, int tasks) {
        return workflow(
                "t0",
                list(
                                templates,
                                template -> "{\"name\":\"t" + template + "\",\"dag\":{\"tasks\":["
                                        + list(tasks, task -> task(template, task)) + "]}}")
                        + ",{\"name\":\"x\",\"suspend\":{}}");
    }

    private static String task(int template, int task) {
        String depends = task == 0 ? "" : ",\"depends\":\"a" + (task - 1) + '"';
        return "{\"name\":\"a" + task + "\",\"template\":\"x\"" + depends + "}";
    }

    /** A workflow with these templates. */
    public static String workflow(String entrypoint, String templates) {
        return "{\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"Workflow\",\"metadata\":{\"generateName\":\"x-\"},"
                + "\"spec\":{\"entrypoint\":\"" + entrypoint + "\",\"templates\":[" + templates + "]}}";
    }

    /** Parts of a list, with commas between them. */
    public static String list(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(","));
    }
}
