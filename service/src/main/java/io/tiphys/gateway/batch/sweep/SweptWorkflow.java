package io.tiphys.gateway.batch.sweep;

import io.tiphys.gateway.error.Violation;
import io.tiphys.validation.document.ManifestAdditions;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.document.ParameterSplice;
import io.tiphys.validation.document.WorkflowManifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The workflow of a sweep, and its form with the parameters of a row. Immutable and thread-safe. */
public final class SweptWorkflow {
    private final ParameterSplice splice;
    private final SweepRows rows;

    private SweptWorkflow(ParameterSplice splice, SweepRows rows) {
        this.splice = splice;
        this.rows = rows;
    }

    /**
     * Combines a workflow with rows.
     *
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID for a fixed name, a parameter that the workflow
     *     does not have, and a value that the parameter's enum does not list
     */
    public static SweptWorkflow of(WorkflowManifest manifest, SweepRows rows) {
        if (manifest.name().isPresent()) {
            throw SweepProblems.invalid(
                    "sweep-fixed-name",
                    "/workflow/metadata/name",
                    "Many workflows cannot have one name: use generateName.");
        }
        ParameterSplice splice = ParameterSplice.of(manifest)
                .orElseThrow(() -> SweepProblems.invalid(
                        "sweep-workflow", "/workflow/spec", "The workflow has no spec with a list of parameters."));
        requireKnown(manifest, rows);
        requireListed(manifest, rows);
        return new SweptWorkflow(splice, rows);
    }

    /** The rows. */
    public SweepRows rows() {
        return rows;
    }

    /** The workflow with the parameters of a row, as JSON. */
    public byte[] document(int row) {
        return splice.with(rows.row(row));
    }

    /** A parameter is known if it is declared, if the text uses it, or if a template of the cluster may declare it. */
    private static void requireKnown(WorkflowManifest manifest, SweepRows rows) {
        boolean openToOthers = manifest.specification()
                .flatMap(spec -> spec.get("workflowTemplateRef"))
                .isPresent();
        if (openToOthers) {
            return;
        }
        Set<String> declared = new HashSet<>();
        parameters(manifest).forEach(one -> one.string("name").ifPresent(declared::add));
        String text = new String(manifest.toJson(ManifestAdditions.NONE), StandardCharsets.UTF_8);
        List<Violation> unknown = rows.columns().stream()
                .filter(column -> !declared.contains(column) && !uses(text, column))
                .map(column -> Violation.ofParameter(
                        "sweep-parameter-unknown",
                        "/sweep/" + SweepProblems.escaped(column),
                        "The workflow has no parameter '" + column + "'."))
                .toList();
        if (!unknown.isEmpty()) {
            throw SweepProblems.invalid(unknown);
        }
    }

    private static boolean uses(String text, String column) {
        return text.contains("workflow.parameters." + column)
                || text.contains("workflow.parameters['" + column)
                || text.contains("workflow.parameters}}");
    }

    private static void requireListed(WorkflowManifest manifest, SweepRows rows) {
        List<Violation> violations = new ArrayList<>();
        for (ManifestObject parameter : parameters(manifest)) {
            int column = rows.columns().indexOf(parameter.string("name").orElse(""));
            Optional<Set<String>> listed = column < 0 ? Optional.empty() : listed(parameter);
            listed.ifPresent(values -> rows.distinct(column).stream()
                    .filter(value -> !values.contains(value))
                    .forEach(value -> violations.add(Violation.ofParameter(
                            "sweep-value-unlisted",
                            "/sweep/" + SweepProblems.escaped(rows.columns().get(column)),
                            "The workflow's parameter '" + rows.columns().get(column)
                                    + "' has an enum, which does not list the value '" + shortened(value) + "'."))));
        }
        if (!violations.isEmpty()) {
            throw SweepProblems.invalid(violations);
        }
    }

    private static Optional<Set<String>> listed(ManifestObject parameter) {
        return parameter
                .array("enum")
                .filter(values -> !values.elements().isEmpty())
                .map(SweptWorkflow::texts);
    }

    private static Set<String> texts(ManifestArray values) {
        Set<String> texts = new HashSet<>();
        for (ManifestNode value : values.elements()) {
            if (value instanceof ManifestScalar scalar) {
                texts.add(scalar.text());
            }
        }
        return texts;
    }

    private static String shortened(String value) {
        return value.length() <= 100 ? value : value.substring(0, 100) + "...";
    }

    private static List<ManifestObject> parameters(WorkflowManifest manifest) {
        return manifest
                .specification()
                .flatMap(spec -> spec.object("arguments"))
                .flatMap(arguments -> arguments.array("parameters"))
                .map(ManifestArray::elements)
                .orElse(List.of())
                .stream()
                .filter(ManifestObject.class::isInstance)
                .map(ManifestObject.class::cast)
                .toList();
    }

    /** The parameters of a row. */
    public Map<String, String> parameters(int row) {
        return rows.row(row);
    }
}
