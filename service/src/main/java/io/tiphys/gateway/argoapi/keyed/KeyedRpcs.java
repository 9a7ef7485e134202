package io.tiphys.gateway.argoapi.keyed;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.guard.ProcedureGuard.Passed;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.SubmitAnnotations;
import io.tiphys.gateway.argoapi.rpc.SubmittedKind;
import io.tiphys.gateway.idempotency.KeyedCreation;
import io.tiphys.gateway.idempotency.document.DocumentFingerprint;
import io.tiphys.gateway.idempotency.document.KeyRecord;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.document.WorkflowManifest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The idempotency keys of calls of Argo's clients, and the creations that they identify. */
public final class KeyedRpcs {
    private static final String SUBMIT_OPTIONS = "submitOptions";

    /** Procedures that create or run something and do not support an idempotency key. */
    private static final Set<String> WITHOUT_KEY =
            Set.of("RetryArchivedWorkflow", "ResubmitArchivedWorkflow", "ReceiveEvent");

    private KeyedRpcs() {}

    /**
     * The key of a call; empty when the call has none, or when a key does not apply to the call.
     *
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID for a key that cannot be used
     */
    public static Optional<IdempotencyKey> key(ArgoApiCall call, ArgoRpc rpc, ArgoRequestView request) {
        if (rpc.effect() != Effect.CHANGE) {
            return Optional.empty();
        }
        GivenKeys keys = GivenKeys.NONE
                .withHeader(call.headers().getAll(IdempotencyKey.HEADER))
                .with(KeyRecord.KEY_POINTER, annotation(request))
                .with(SubmitAnnotations.FIELD, SubmitAnnotations.key(request));
        if (WITHOUT_KEY.contains(rpc.method()) || rpc.method().startsWith("Create") && !createsWorkflow(rpc)) {
            keys.requireNone(rpc.method() + " accepts no idempotency key.");
        }
        Optional<IdempotencyKey> key = keys.agreed();
        return isDryRun(request) ? Optional.empty() : key;
    }

    private static Optional<String> annotation(ArgoRequestView request) {
        JsonNode annotations = request.node("workflow.metadata.annotations");
        return Optional.ofNullable(annotations.get(KeyRecord.KEY_ANNOTATION)).map(JsonNode::asText);
    }

    static boolean isDryRun(ArgoRequestView request) {
        return request.has("createOptions.dryRun")
                || request.isTrue("serverDryRun")
                || request.isTrue("submitOptions.dryRun")
                || request.isTrue("submitOptions.serverDryRun");
    }

    private static boolean createsWorkflow(ArgoRpc rpc) {
        return rpc.method().equals("CreateWorkflow");
    }

    /**
     * The creation that a key identifies; empty for a call that does not create a workflow by one request to the Argo
     * Server.
     */
    public static Optional<KeyedCreation> creation(
            CallContext callContext, ArgoRpc rpc, ArgoRequestView request, Passed passed, IdempotencyKey key) {
        return switch (rpc.method()) {
            case "CreateWorkflow" ->
                passed.document().map(manifest -> created(callContext, manifest, passed.home(), key));
            case "SubmitWorkflow" -> Optional.of(submitted(callContext, request, passed.home(), key));
            default -> Optional.empty();
        };
    }

    private static KeyedCreation created(
            CallContext callContext, WorkflowManifest manifest, Namespace namespace, IdempotencyKey key) {
        return KeyedCreation.of(
                callContext,
                namespace,
                key,
                manifest.name(),
                manifest.generateName(),
                DocumentFingerprint.of(manifest.root()));
    }

    private static KeyedCreation submitted(
            CallContext callContext, ArgoRequestView request, Namespace namespace, IdempotencyKey key) {
        String generateName = request.text(SUBMIT_OPTIONS + ".generateName");
        String byDefault = request.text("resourceName") + "-";
        return KeyedCreation.of(
                callContext,
                namespace,
                key,
                Optional.of(request.text(SUBMIT_OPTIONS + ".name")).filter(name -> !name.isEmpty()),
                Optional.of(generateName.isEmpty() ? byDefault : generateName),
                DocumentFingerprint.ofFields(fields(request)));
    }

    private static Map<String, String> fields(ArgoRequestView request) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("resourceKind", SubmittedKind.of(request).name());
        fields.put("resourceName", request.text("resourceName"));
        request.node(SUBMIT_OPTIONS).properties().forEach(option -> {
            if (!option.getValue().isNull() && !option.getKey().equals("annotations")) {
                fields.put(
                        SUBMIT_OPTIONS + "." + option.getKey(),
                        option.getValue().toString());
            }
        });
        String annotations = SubmitAnnotations.withoutKey(request);
        if (!annotations.isEmpty()) {
            fields.put(SubmitAnnotations.FIELD, annotations);
        }
        return fields;
    }
}
