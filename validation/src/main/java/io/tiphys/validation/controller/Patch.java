package io.tiphys.validation.controller;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.fields.TypedObjects;
import io.tiphys.validation.finding.ShownText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A patch of the pod, which Kubernetes' strategic merge applies to it. */
final class Patch {
    private static final int MOST_REPEATED = 1_000;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]++");

    private static final List<String> EMPTY = List.of("null", "~", "Null", "NULL");

    private Patch() {}

    static void check(String text, ManifestScalar scalar, ControllerReport report) {
        Optional<ManifestObject> patch = ManifestReader.fragment(text, MOST_REPEATED);
        if (patch.isPresent()) {
            containers(patch.get(), scalar, report);
        } else if (!ManifestReader.isYaml(text)) {
            report.at(
                    scalar,
                    "The patch is neither JSON nor YAML.",
                    "Write it over several lines after podSpecPatch: |.");
        } else if (isListOrWord(text.strip())) {
            report.at(
                    scalar,
                    "Expected an object with fields of a pod, found " + ShownText.quoted(text) + ".",
                    "Write, for example, terminationGracePeriodSeconds: 5.");
        }
    }

    private static boolean isListOrWord(String text) {
        boolean list = text.startsWith("[") || text.startsWith("- ");
        return list || WORD.matcher(text).matches() && !EMPTY.contains(text);
    }

    /** Containers are merged by their names. */
    private static void containers(ManifestObject patch, ManifestScalar scalar, ControllerReport report) {
        for (String field : List.of("containers", "initContainers")) {
            ManifestNode list = patch.find(field);
            boolean empty =
                    list == null || list instanceof ManifestScalar value && value.type() == ManifestScalar.Type.NULL;
            if (!empty && !(list instanceof ManifestArray)) {
                report.at(
                        scalar,
                        "The patch's " + field + " is no list.",
                        "Write, for example, containers: [{name: main, resources: {...}}].");
            } else if (TypedObjects.elements(patch, field).stream()
                    .anyMatch(it -> ControllerReport.lacks(it, "name") && it.find("$patch") == null)) {
                report.at(
                        scalar,
                        "A container in the patch's " + field
                                + " has no name, so that Kubernetes cannot find the one to change.",
                        "Add name: main for the container of the step.");
            }
        }
    }
}
