package io.tiphys.gateway.argoapi.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.TemplateRights;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.Document;
import io.tiphys.gateway.argoapi.rpc.SubmitAnnotations;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.lifecycle.RerunRule;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowChecks;
import io.tiphys.gateway.workflow.WorkflowManifestReader;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.head.ReservedLabelRule;
import io.tiphys.validation.references.TemplateReferences;
import io.tiphys.validation.rule.WorkflowPolicy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Checks the documents of requests against the rules of the gateway's own API. Thread-safe. */
@Singleton
public final class DocumentCheck {
    private static final String API_VERSION = "argoproj.io/v1alpha1";

    private static final JsonMapper JSON = new JsonMapper();

    private final WorkflowManifestReader reader;
    private final WorkflowChecks checks;
    private final RerunRule rerunRule;

    public DocumentCheck(WorkflowManifestReader reader, WorkflowChecks checks, RerunRule rerunRule) {
        this.reader = reader;
        this.checks = checks;
        this.rerunRule = rerunRule;
    }

    /**
     * Reads the document of a request. The request determines the document's kind, because Argo ignores the kind in the
     * document. The kind decides where the parts of the document are.
     *
     * @throws GatewayException with REQUEST_INVALID when there is no document, WORKFLOW_MALFORMED, WORKFLOW_TOO_LARGE, or
     *     WORKFLOW_INVALID when the document is of another kind
     */
    public WorkflowManifest read(ArgoRequestView request, Document document) {
        JsonNode node = request.message().path(document.field());
        if (!(node instanceof ObjectNode object)) {
            throw new GatewayException(Problem.of(
                    ErrorReason.REQUEST_INVALID,
                    "The request's field '" + document.field() + "' must be an object."
                            + (request.message().has("spec")
                                    ? " The body is the document itself: send {\"" + document.field() + "\": {...}}."
                                    : "")));
        }
        ObjectNode complete = JSON.createObjectNode();
        complete.setAll(object); // the values are shared and not changed
        setIfAbsent(complete, "apiVersion", API_VERSION);
        setIfAbsent(complete, "kind", document.kind());
        WorkflowManifest manifest = reader.read(complete);
        if (!manifest.kind().equals(Optional.of(document.kind()))) {
            requireNone(List.of(Violation.ofParameter(
                    "kind", "/kind", "The request needs a document of kind '" + document.kind() + "'.")));
        }
        return manifest;
    }

    /** Typed clients omit the kind and API version of the document. */
    private static void setIfAbsent(ObjectNode object, String field, String value) {
        if (object.path(field).asText("").isEmpty()) {
            object.put(field, value);
        }
    }

    /** The permissions to read the objects that a document refers to. */
    static List<AccessCheck> rightsOf(WorkflowManifest manifest, Namespace namespace) {
        return TemplateRights.of(namespace, TemplateReferences.in(manifest));
    }

    /** @throws GatewayException with WORKFLOW_INVALID and all findings */
    void require(WorkflowManifest manifest, ArgoRpc rpc, SubmissionEnvironment environment, Namespace namespace) {
        WorkflowPolicy policy = environment.policyIn(namespace);
        Document document = rpc.document().orElseThrow();
        if (!document.equals(Document.WORKFLOW)) {
            requireNone(checks.storedViolations(manifest, policy));
        } else if (rpc.effect() == Effect.LINT) {
            requireNone(checks.lintViolations(manifest, policy));
        } else {
            requireNone(checks.violations(manifest, policy));
        }
    }

    /**
     * Checks the specification of an existing workflow against {@link RerunRule} before the workflow runs.
     *
     * @return the permissions to read the objects that the specification refers to
     * @throws GatewayException with WORKFLOW_INVALID and the service accounts that are not allowed
     */
    List<AccessCheck> requireExisting(JsonNode specification, SubmissionEnvironment environment, Namespace namespace) {
        ObjectNode document = JSON.createObjectNode();
        document.set("spec", specification);
        return rerunRule.require(environment, namespace, reader.read(document));
    }

    /** @throws GatewayException with WORKFLOW_INVALID unless a workflow may run as this service account */
    void requireAccount(SubmissionEnvironment environment, Namespace namespace, String account) {
        WorkflowPolicy policy = environment.policyIn(namespace);
        if (!account.isEmpty() && !policy.allowsServiceAccount(account)) {
            requireNone(List.of(Violation.ofParameter(
                    "service-account",
                    "submitOptions.serviceAccount",
                    "The environment does not allow workflows to run as service account '" + account + "'.")));
        }
    }

    /**
     * Rejects labels or annotations that are reserved for the gateway.
     *
     * @param field the field of the request that contains the pairs
     * @param pairs {@code key=value}, separated by commas
     * @throws GatewayException with WORKFLOW_INVALID
     */
    static void requireUnreserved(String field, String pairs) {
        for (String pair : pairs.split(",", -1)) {
            boolean key = SubmitAnnotations.isKey(field, pair);
            if (ReservedLabelRule.isReserved(pair.strip()) && !key) {
                requireNone(List.of(Violation.ofParameter(
                        "reserved-label", field, "Keys that begin with 'tiphys.io/' are reserved for the gateway.")));
            }
        }
    }

    private static void requireNone(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new GatewayException(Problem.of(
                            ErrorReason.WORKFLOW_INVALID,
                            violations.size() == 1
                                    ? violations.getFirst().message()
                                    : "The document has " + violations.size() + " violations:")
                    .withViolations(violations));
        }
    }
}
