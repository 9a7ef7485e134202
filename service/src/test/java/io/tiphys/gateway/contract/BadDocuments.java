package io.tiphys.gateway.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tiphys.gateway.contract.GatewayDriver.MediaType;
import io.tiphys.gateway.contract.GatewayDriver.ViolationView;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Documents that nobody may get through, each with the reason that the caller has to be told. */
final class BadDocuments {
    private static final String WRONGLY_ANNOUNCED = "YAML announced as JSON";
    private static final String MALFORMED = "WORKFLOW_MALFORMED";
    private static final String INVALID = "WORKFLOW_INVALID";
    private static final String TOO_LARGE = "WORKFLOW_TOO_LARGE";

    private BadDocuments() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Case(String name, byte[] document, MediaType mediaType, String reason, List<ViolationView> violations) {
        /** Whether the document would be read if nobody said in which form it is. */
        boolean isWronglyAnnounced() {
            return name.equals(WRONGLY_ANNOUNCED);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> all() {
        return Stream.of(
                bad("truncated JSON", "{\"kind\": \"Workflow\", \"metadata\": {", MediaType.JSON, MALFORMED),
                bad(WRONGLY_ANNOUNCED, Workflows.SUSPENDED, MediaType.JSON, MALFORMED),
                bad("nothing", "", MediaType.YAML, MALFORMED),
                bad("a list", "- a\n- b\n", MediaType.YAML, MALFORMED),
                bad("two documents", Workflows.SUSPENDED + "---\n" + Workflows.SUSPENDED, MediaType.YAML, MALFORMED),
                bad("tabs", "kind:\n\t- a\n", MediaType.YAML, MALFORMED),
                bad("an alias bomb", aliasBomb(), MediaType.YAML, MALFORMED),
                bad("an alias in itself", "a: &a [*a]\n", MediaType.YAML, MALFORMED),
                bad("10,000 levels", "[".repeat(10_000), MediaType.JSON, MALFORMED),
                bad("a custom tag", "a: !!javax.script.ScriptEngineManager []\n", MediaType.YAML, INVALID),
                new Case(
                        "bytes that are no text",
                        new byte[] {(byte) 0xff, (byte) 0xfe, 'a'},
                        MediaType.YAML,
                        MALFORMED,
                        List.of()),
                bad(
                        "a key twice in JSON",
                        "{\"kind\": \"a\", \"kind\": \"b\"}",
                        MediaType.JSON,
                        MALFORMED,
                        new ViolationView("duplicate-field", "/kind")),
                bad(
                        "a key twice in YAML",
                        "kind: a\nkind: b\n",
                        MediaType.YAML,
                        MALFORMED,
                        new ViolationView("duplicate-field", "/kind")),
                bad(
                        "more than 1 MiB",
                        Workflows.SUSPENDED.replace(
                                "metadata:", "metadata:\n  annotations: {large: " + "x".repeat(1 << 20) + "}"),
                        MediaType.YAML,
                        TOO_LARGE),
                bad(
                        "an unknown field",
                        Workflows.SUSPENDED.replace("entrypoint", "entrypont"),
                        MediaType.YAML,
                        INVALID,
                        new ViolationView("unknown-field", "/spec/entrypont")),
                bad(
                        "another kind",
                        Workflows.SUSPENDED.replace("kind: Workflow", "kind: CronWorkflow"),
                        MediaType.YAML,
                        INVALID,
                        new ViolationView("kind", "/kind")),
                bad(
                        "another version",
                        Workflows.SUSPENDED.replace("v1alpha1", "v1"),
                        MediaType.YAML,
                        INVALID,
                        new ViolationView("api-version", "/apiVersion")),
                bad(
                        "another namespace",
                        Workflows.SUSPENDED.replace("metadata:", "metadata:\n  namespace: elsewhere"),
                        MediaType.YAML,
                        INVALID,
                        new ViolationView("namespace-mismatch", "/metadata/namespace")),
                bad(
                        "a bad name",
                        Workflows.SUSPENDED.replace("generateName: suspended-", "name: Not_A_Name"),
                        MediaType.YAML,
                        INVALID,
                        new ViolationView("name", "/metadata/name")),
                bad(
                        "an account in a pod patch",
                        Workflows.SUSPENDED.replace(
                                "entrypoint: wait",
                                "entrypoint: wait\n  podSpecPatch: '{\"serviceAccountName\": \"admin\"}'"),
                        MediaType.YAML,
                        INVALID,
                        new ViolationView("service-account-not-allowed", "/spec/podSpecPatch")));
    }

    private static Case bad(
            String name, String document, MediaType mediaType, String reason, ViolationView... violations) {
        return new Case(name, document.getBytes(UTF_8), mediaType, reason, List.of(violations));
    }

    private static String aliasBomb() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, "*a" + (i - 1)))));
        }
        return bomb.toString();
    }
}
