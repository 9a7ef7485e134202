package io.tiphys.validation.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.WorkflowValidator;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.RuleSettings;
import io.tiphys.validation.rule.WorkflowPolicy;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people send: each document is read by the same reader as a file (command line, offline client, batch) and as the body of
 * a call, with the same verdict.
 */
class DocumentsOfPeopleTest {
    private static final String WORKFLOW = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata:
              generateName: v-
            spec:
              entrypoint: main
              templates:
              - name: main
                container:
                  image: alpine:3.20
                  command: [echo, hi]
            """;

    static Stream<Arguments> valid() {
        return Stream.of(
                Arguments.of("as it is", WORKFLOW),
                Arguments.of(
                        "a licence before the first marker",
                        "# Copyright\n# SPDX-License-Identifier: Apache-2.0\n---\n" + WORKFLOW),
                Arguments.of("a comment behind the last marker", WORKFLOW + "---\n# the end\n"),
                Arguments.of(
                        "empty templates around it",
                        "---\n# Source: a.yaml\n---\nnull\n---\n~\n" + "---\n" + WORKFLOW + "---\n\n"),
                Arguments.of("a version directive", "%YAML 1.2\n---\n" + WORKFLOW),
                Arguments.of("a tag directive", "# c\n%TAG !e! tag:example.org,2000:\n---\n" + WORKFLOW),
                Arguments.of("a byte order mark", "\uFEFF" + WORKFLOW),
                Arguments.of("line ends of Windows", WORKFLOW.replace("\n", "\r\n")),
                Arguments.of("tabs after colons", WORKFLOW.replace(": ", ":\t")),
                Arguments.of(
                        "tabs at line ends and before comments",
                        WORKFLOW.replace("\n", "\t# c\n").replace("spec:\t# c", "spec:\t")),
                Arguments.of("tabs in a list", WORKFLOW.replace("[echo, hi]", "[echo,\thi\t]\t# c")),
                Arguments.of("a colon in a list", WORKFLOW.replace("[echo, hi]", "[echo, prefix:, a:b, \"c:\"]")),
                Arguments.of("flow style", """
                        {apiVersion: argoproj.io/v1alpha1, kind: Workflow, metadata: {generateName: flow-},
                         spec: {entrypoint: main, templates: [{name: main, container: {image: 'alpine:3.20', command: [echo, hi]}}]}}
                        """),
                Arguments.of("JSON with comments and a comma too many", """
                        {
                          # kept by hand
                          "apiVersion": "argoproj.io/v1alpha1",
                          "kind": "Workflow",
                          "metadata": {"generateName": "commented-"},
                          "spec": {
                            "entrypoint": "main",
                            "templates": [
                              {"name": "main", "container": {"image": "alpine:3.20", "command": ["echo", "hi"],},},
                            ],
                          },
                        }
                        """),
                Arguments.of("two merge keys", WORKFLOW.replace("spec:\n", "spec:\n  podSpecPatch: ''\n") + """
                          - name: other
                            container:
                              <<: &pull {imagePullPolicy: IfNotPresent}
                              <<: &base {image: alpine:3.20}
                              command: [echo, b]
                        """),
                Arguments.of("a tag of an own", WORKFLOW.replace("[echo, hi]", "!list [!text echo, hi]")),
                Arguments.of(
                        "a number as the key of a label",
                        WORKFLOW.replace("  generateName: v-", "  generateName: v-\n  labels: {1: 'x'}")),
                Arguments.of("a whole number with a point", WORKFLOW.replace("spec:\n", "spec:\n  parallelism: 2.0\n")),
                Arguments.of(
                        "the output of a dry run",
                        WORKFLOW.replace("metadata:\n", "metadata:\n  creationTimestamp: null\n")
                                + "status:\n  finishedAt: null\n  startedAt: null\n"),
                Arguments.of(
                        "a status of empty values",
                        WORKFLOW + "status: {phase: '', conditions: [], startedAt: null}\n"),
                Arguments.of("what a cluster adds", WORKFLOW.replace("metadata:\n", """
                        metadata:
                          creationTimestamp: "2026-01-02T03:04:05Z"
                          generation: 3
                          uid: 0b0fd0f5-7bd5-4e0b-8a2e-1d7f5b0a7c11
                          selfLink: /apis/argoproj.io/v1alpha1/namespaces/team/workflows/v
                          annotations:
                            kubectl.kubernetes.io/last-applied-configuration: |
                              {"apiVersion":"argoproj.io/v1alpha1","kind":"Workflow"}
                          managedFields:
                          - manager: argo
                            operation: Update
                            apiVersion: argoproj.io/v1alpha1
                            time: "2026-01-02T03:04:05Z"
                            fieldsType: FieldsV1
                            fieldsV1: {"f:metadata": {"f:generateName": {}}}
                        """)),
                Arguments.of("an expression over several lines in a manifest", """
                        apiVersion: argoproj.io/v1alpha1
                        kind: Workflow
                        metadata:
                          generateName: workers-
                        spec:
                          entrypoint: train
                          arguments:
                            parameters:
                            - {name: workers, value: "3"}
                          templates:
                          - name: train
                            resource:
                              action: create
                              manifest: |
                                apiVersion: batch/v1
                                kind: Job
                                metadata:
                                  generateName: train-
                                spec:
                                  parallelism: {{=
                                    asInt(workflow.parameters.workers) + 1
                                  }}
                        """));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "a mark before the second document",
                        WORKFLOW + "---\r\n\uFEFF" + WORKFLOW,
                        "character-not-allowed",
                        13),
                Arguments.of(
                        "a template of Helm",
                        "{{- if .Values.enabled }}\n" + WORKFLOW + "{{- end }}\n",
                        "template-not-rendered",
                        1),
                Arguments.of("a status", WORKFLOW + "status: {phase: Succeeded}\n", "status-set", 12),
                Arguments.of(
                        "a status that has an empty specification",
                        WORKFLOW + "status: {storedWorkflowTemplateSpec: {}}\n",
                        "status-set",
                        12),
                Arguments.of("a tab in the indentation", WORKFLOW.replace("  entry", "\tentry"), "tab-indentation", 6),
                Arguments.of("an int as a double of Java", """
                        {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", "metadata": {"generateName": "gson-"},
                         "spec": {"entrypoint": "main", "parallelism": 2.0,
                         "templates": [{"name": "main", "container": {"image": "alpine:3.20", "command": ["echo"]}}]}}
                        """, "wrong-type", 2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("valid")
    void isValidAsAFileAndAsABody(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(asFile(bytes)).as("as a file").isEmpty();
        assertThat(asBody(bytes)).as("as a body").isEmpty();
        assertThat(SourceFile.read("f", bytes, true).documents()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefusedAsAFileAndAsABody(String name, String text, String rule, int line) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean alone = SourceFile.read("f", bytes, true).documents().size() == 1;

        if (!rule.equals("status-set")) { // what is linted may be an object of a cluster
            assertThat(asFile(bytes)).extracting(Finding::rule).containsOnly(rule);
            assertThat(asFile(bytes)).extracting(Finding::line).containsOnly(line);
        }
        assertThat(asBody(bytes)).extracting(Finding::rule).containsOnly(alone ? rule : "several-documents");
        assertThat(asBody(bytes)).extracting(Finding::line).containsOnly(line);
    }

    @Test
    void readsUtf16WithAMarkAsWindowsWritesIt() {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] bytes = ("\uFEFF# \u00e4\n---\n" + WORKFLOW + "---\n" + WORKFLOW).getBytes(charset);

            assertThat(SourceFile.read("f", bytes, true).documents()).hasSize(2);
            assertThat(asFile(bytes)).isEmpty();
        }
    }

    @Test
    void refusesTheOneDocumentThatIsNoText() {
        byte[] bytes = (WORKFLOW + "---\n" + WORKFLOW.replace("hi", "h\u0001") + "---\n" + WORKFLOW)
                .getBytes(StandardCharsets.UTF_8);
        int bad = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\u0001');
        bytes[bad] = (byte) 0xFF;

        assertThat(SourceFile.read("f", bytes, true).documents()).hasSize(3);
        assertThat(asFile(bytes)).singleElement().satisfies(it -> {
            assertThat(it.rule()).isEqualTo("not-utf-8");
            assertThat(it.line() + ":" + it.column()).isEqualTo("23:24");
        });
    }

    @Test
    void tellsPlacesOfTheFileAlsoRightBehindAMarker() {
        byte[] bytes = (WORKFLOW + "--- {kind: Workflow, apiVersion: argoproj.io/v1alpha1, spac: {}}\n")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(asFile(bytes))
                .filteredOn(it -> it.rule().equals("unknown-field"))
                .singleElement()
                .satisfies(it -> assertThat(it.line() + ":" + it.column()).isEqualTo("12:56"));
    }

    private static List<Finding> asFile(byte[] bytes) {
        SourceFile file = SourceFile.read("f", bytes, true);
        return new FileSet(List.of(file), RuleSettings.DEFAULT)
                .lint(file).stream().filter(Finding::isError).toList();
    }

    private static List<Finding> asBody(byte[] bytes) {
        try {
            return new WorkflowValidator()
                    .validate(
                            new ManifestReader().read(bytes, Optional.empty()),
                            new WorkflowPolicy("team", Set.of("*")));
        } catch (UnreadableDocumentException e) {
            return e.findings();
        }
    }
}
