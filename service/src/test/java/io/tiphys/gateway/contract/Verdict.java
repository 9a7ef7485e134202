package io.tiphys.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.MediaType;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.contract.GatewayDriver.ViolationView;
import io.tiphys.validation.document.ManifestAdditions;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.document.reader.ManifestReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The verdict on a workflow that is to be submitted.
 *
 * @param taken whether it may be submitted
 * @param violations why not
 */
record Verdict(boolean taken, Set<ViolationView> violations) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a way to the gateway. */
    static Verdict of(GatewayDriver gateway, Call call, byte[] document) {
        try {
            gateway.submit(call, document, MediaType.NONE, true);
            return new Verdict(true, Set.of());
        } catch (Refusal refusal) {
            return new Verdict(false, Set.copyOf(refusal.view().violations()));
        }
    }

    /** Of the lint of Argo's API, which takes arguments without values. */
    static Verdict ofArgosApi(ContractWorld world, byte[] workflow) {
        return ofArgosApi(world, "/lint", body(workflow, false));
    }

    /** Of a submission to Argo's API, with a dry run. */
    static Verdict ofArgosDryRun(ContractWorld world, byte[] workflow) {
        return ofArgosApi(world, "", body(workflow, true));
    }

    private static Verdict ofArgosApi(ContractWorld world, String suffix, String body) {
        HttpResponse<String> answer =
                ArgoApiClient.post("direct", "/api/v1/workflows/" + world.namespace() + suffix, world.token(), body);
        if (answer.statusCode() == 200) {
            return new Verdict(true, Set.of());
        }
        Set<ViolationView> violations = new HashSet<>();
        for (JsonNode detail : ArgoApiClient.json(answer, answer.statusCode()).path("details")) {
            violations.addAll(violations(detail));
        }
        return new Verdict(false, violations);
    }

    /** The document as JSON, as Argo's clients send it; empty when it is not one that can be read, or of another kind. */
    static Optional<byte[]> workflow(byte[] document) {
        try {
            WorkflowManifest manifest = new ManifestReader().read(document, Optional.empty());
            return manifest.kind().equals(Optional.of("Workflow"))
                            && manifest.apiVersion().equals(Optional.of("argoproj.io/v1alpha1"))
                    ? Optional.of(manifest.toJson(ManifestAdditions.NONE))
                    : Optional.empty();
        } catch (UnreadableDocumentException e) {
            return Optional.empty();
        }
    }

    private static List<ViolationView> violations(JsonNode detail) {
        List<ViolationView> violations = new ArrayList<>();
        for (JsonNode one : detail.path("fieldViolations")) {
            violations.add(new ViolationView(
                    one.path("reason").asText(), one.path("field").asText()));
        }
        return violations;
    }

    private static String body(byte[] workflow, boolean dryRun) {
        try {
            ObjectNode request = JSON.createObjectNode();
            request.set("workflow", JSON.readTree(workflow));
            if (dryRun) {
                request.put("serverDryRun", true);
            }
            return request.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
