package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.client.lint.Linter;
import io.tiphys.gateway.contract.GatewayDriver.LintedView;
import io.tiphys.gateway.contract.GatewayDriver.MediaType;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.contract.GatewayDriver.RuleView;
import io.tiphys.gateway.contract.GatewayDriver.SourceView;
import io.tiphys.gateway.contract.GatewayDriver.ViolationView;
import io.tiphys.gateway.contract.SentDocuments.Sent;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same document gets the same verdict and the same findings in each way: here and with the other suites of the contract
 * through {@code /v1}, {@code tiphys.v1} and the Java client, and each of them is compared with the command line and with
 * Argo's API.
 */
interface SameVerdictContract extends GatewayContract {
    /** The verdict on a workflow that is to be submitted. */
    record Verdict(boolean taken, Set<ViolationView> violations) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.tiphys.gateway.contract.SentDocuments#all")
    default void findsTheSameInAFileAsTheCommandLineDoes(Sent sent) {
        List<SourceView> file = List.of(new SourceView("sent.yaml", sent.content()));

        LintedView linted = gateway().lint(call(), file).getFirst();
        List<RuleView> offline =
                ClientDriver.linted(Linter.offline(), file).getFirst().findings();
        CommandLine command = CommandLine.lint(sent.content());

        assertThat(linted.findings()).isEqualTo(offline).isEqualTo(command.findings());
        assertThat(command.code()).isEqualTo(linted.valid() ? 0 : 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.tiphys.gateway.contract.SentDocuments#all")
    default void judgesAWorkflowAsArgosApiDoes(Sent sent) {
        Optional<byte[]> workflow = workflow(sent.content());
        if (workflow.isEmpty()) {
            // Argo's API takes one workflow as JSON; what is none has to be refused here as well.
            assertThat(verdict(sent.content()).taken()).isFalse();
            return;
        }
        assertThat(verdict(sent.content())).isEqualTo(ofArgosApi(workflow.get()));
    }

    /** The document as JSON, as Argo's clients send it; empty when it is not one that can be read, or of another kind. */
    private static Optional<byte[]> workflow(byte[] document) {
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

    private Verdict verdict(byte[] document) {
        try {
            gateway().submit(call(), document, MediaType.NONE, true);
            return new Verdict(true, Set.of());
        } catch (Refusal refusal) {
            return new Verdict(false, Set.copyOf(refusal.view().violations()));
        }
    }

    private Verdict ofArgosApi(byte[] workflow) {
        HttpResponse<String> answer = ArgoApiClient.post(
                "direct", "/api/v1/workflows/" + world().namespace() + "/lint", world().token(), body(workflow));
        if (answer.statusCode() == 200) {
            return new Verdict(true, Set.of());
        }
        Set<ViolationView> violations = new HashSet<>();
        for (JsonNode detail : ArgoApiClient.json(answer, answer.statusCode()).path("details")) {
            violations.addAll(violations(detail));
        }
        return new Verdict(false, violations);
    }

    private static List<ViolationView> violations(JsonNode detail) {
        List<ViolationView> violations = new ArrayList<>();
        for (JsonNode one : detail.path("fieldViolations")) {
            violations.add(new ViolationView(
                    one.path("reason").asText(), one.path("field").asText()));
        }
        return violations;
    }

    private static String body(byte[] workflow) {
        try {
            ObjectNode request = new ObjectMapper().createObjectNode();
            request.set("workflow", new ObjectMapper().readTree(workflow));
            return request.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
