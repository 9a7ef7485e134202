package io.tiphys.gateway.batch.sweep;

import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.document.reader.ManifestReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a sweep from JSON: exactly one of {@code grid}, {@code zip}, {@code rows}, {@code csv} and {@code jsonl}. A string is
 * a parameter's value as it is; any other value becomes its JSON text; null is refused.
 */
public final class SweepReader {
    private static final String KINDS = "grid, zip, rows, csv, jsonl";

    private SweepReader() {}

    /**
     * Reads the JSON object of a sweep.
     *
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID
     */
    public static Sweep read(byte[] json) {
        List<ManifestNode> members = root(json).members();
        if (members.size() != 1) {
            throw SweepProblems.invalid(
                    "sweep-kind", "/sweep", "A sweep has exactly one of these members: " + KINDS + ".");
        }
        ManifestNode value = members.getFirst();
        return switch (name(value)) {
            case "grid" -> new Sweep.Grid(columns(value));
            case "zip" -> new Sweep.Zip(columns(value));
            case "rows" -> new Sweep.Rows(elements(value, SweepReader::row));
            case "csv" -> new Sweep.Csv(text(value));
            case "jsonl" -> new Sweep.JsonLines(text(value));
            default ->
                throw SweepProblems.invalid("sweep-kind", pointer(value), "The kinds of sweeps are: " + KINDS + ".");
        };
    }

    /** The root of a well-formed object; a sweep may be larger than a workflow. */
    private static ManifestObject root(byte[] json) {
        try {
            return new ManifestReader()
                    .read(json, Optional.of(DocumentFormat.JSON))
                    .root();
        } catch (UnreadableDocumentException e) {
            return e.manifest()
                    .map(WorkflowManifest::root)
                    .orElseThrow(() -> SweepProblems.invalid("sweep-json", "/sweep", e.description()));
        }
    }

    private static Map<String, List<String>> columns(ManifestNode node) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        object(node).members().forEach(column -> columns.put(name(column), elements(column, SweepReader::value)));
        return columns;
    }

    private static Map<String, String> row(ManifestNode node) {
        return texts(object(node), pointer(node));
    }

    /** The values of a row. */
    static Map<String, String> texts(ManifestObject row, String pointer) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (ManifestNode member : row.members()) {
            texts.put(name(member), value(member, pointer + "/" + SweepProblems.escaped(name(member))));
        }
        return texts;
    }

    private static ManifestObject object(ManifestNode node) {
        if (node instanceof ManifestObject object) {
            return object;
        }
        throw SweepProblems.invalid("sweep-value", pointer(node), "An object is needed here.");
    }

    private static <T> List<T> elements(ManifestNode node, Function<ManifestNode, T> reading) {
        if (node instanceof ManifestArray array) {
            List<T> elements = new ArrayList<>(array.elements().size());
            array.elements().forEach(element -> elements.add(reading.apply(element)));
            return elements;
        }
        throw SweepProblems.invalid("sweep-value", pointer(node), "A list is needed here.");
    }

    private static String text(ManifestNode node) {
        return ManifestScalar.stringOf(node)
                .orElseThrow(() -> SweepProblems.invalid("sweep-value", pointer(node), "A text is needed here."));
    }

    private static String value(ManifestNode node) {
        return value(node, pointer(node));
    }

    private static String value(ManifestNode node, String pointer) {
        if (node instanceof ManifestScalar scalar) {
            if (scalar.type() == ManifestScalar.Type.NULL) {
                throw SweepProblems.invalid("sweep-value", pointer, "A parameter cannot be null; use an empty text.");
            }
            return scalar.text();
        }
        return node.json();
    }

    private static String pointer(ManifestNode node) {
        return "/sweep" + node.pointer();
    }

    private static String name(ManifestNode member) {
        ManifestKey key = member.key();
        return key == null ? "" : key.text();
    }
}
