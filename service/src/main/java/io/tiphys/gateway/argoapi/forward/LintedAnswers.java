package io.tiphys.gateway.argoapi.forward;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoproto.pruning.StoredTemplates;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.grpcwire.GrpcFrames;
import io.tiphys.gateway.server.body.ResponsePieces;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Removes templates that the caller may not read from the responses of lints, dry runs and submissions. The Argo Server
 * resolves nested templates with its own account and shows all of them in the workflow's status. Thread-safe.
 */
@Singleton
public final class LintedAnswers {
    /** The largest size of an uncompressed message in bytes: a workflow and some templates, each of at most 1.5 MiB. */
    private static final int LARGEST = 32 << 20;

    private final NamespaceGuard guard;
    private final CompleteResponses answers;

    LintedAnswers(NamespaceGuard guard, CompleteResponses answers) {
        this.guard = guard;
        this.answers = answers;
    }

    /**
     * Whether the response must be inspected. With the caller's own token the Argo Server's response is passed unchanged.
     */
    public static boolean concern(CallContext callContext, ArgoRpc rpc, ArgoRequestView request) {
        if (!callContext.environment().credentialMode().usesServiceAccount()) {
            return false;
        }
        return switch (rpc.method()) {
            case "LintWorkflow" -> true;
            case "CreateWorkflow" ->
                request.has("createOptions.dryRun") || request.isTrue("serverDryRun") || namesTemplates(request);
            case "SubmitWorkflow" -> true;
            default -> false;
        };
    }

    private static boolean namesTemplates(ArgoRequestView request) {
        JsonNode workflow = request.node("workflow");
        return workflow.findValue("templateRef") != null || workflow.findValue("workflowTemplateRef") != null;
    }

    /** The headers of a request whose response must be uncompressed. */
    public static RequestHeaders readable(RequestHeaders headers) {
        return headers.withMutations(all -> {
            all.remove(HttpHeaderNames.ACCEPT_ENCODING);
            all.remove("grpc-accept-encoding");
        });
    }

    /**
     * The response without the templates that the caller may not read. The Argo Server resolves a lint whose document names
     * no namespace in its managed namespace, whatever the request names. The namespace of the templates in such a response
     * is therefore unknown here.
     *
     * @throws GatewayException with ARGO_BROKEN for a response that cannot be read, or a reason of {@link CompleteResponses} or of the
     *     guard
     */
    public HttpResponse shown(
            ArgoApiCall call,
            CallContext callContext,
            ArgoRpc rpc,
            ArgoRequestView request,
            Namespace namespace,
            HttpResponse answer) {
        CompleteResponse whole = answers.read(call, answer, rpc.effect(), callContext.deadline());
        if (!whole.isSuccess()) {
            return whole.response();
        }
        boolean resolvedHere = !rpc.method().equals("LintWorkflow")
                || !request.text("workflow.metadata.namespace").isEmpty();
        Predicate<Set<String>> readable = keys -> guard.allowsStored(callContext, namespace, resolvedHere, keys);
        byte[] shown = call.grpc() ? ofGrpc(whole, readable) : ofHttp(whole.body(), readable);
        return ResponsePieces.response(whole.head(), shown, whole.trailers());
    }

    private static byte[] ofHttp(byte[] json, Predicate<Set<String>> readable) {
        return readable.test(StoredTemplates.keysInJson(json)) ? json : StoredTemplates.withoutInJson(json);
    }

    private static byte[] ofGrpc(CompleteResponse whole, Predicate<Set<String>> readable) {
        byte[] frame = whole.body();
        if (frame.length == 0) {
            return frame; // an error; the trailers describe it
        }
        byte[] message = GrpcFrames.message(frame, whole.head().get("grpc-encoding"), LARGEST);
        return readable.test(StoredTemplates.keysInMessage(message))
                ? frame
                : GrpcFrames.frame(StoredTemplates.withoutInMessage(message));
    }
}
