package io.tiphys.gateway.argoapi.keyed;

import com.linecorp.armeria.common.HttpResponse;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.forward.CompleteResponse;
import io.tiphys.gateway.argoapi.forward.CompleteResponses;
import io.tiphys.gateway.argoapi.forward.WorkflowReading;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.idempotency.Attempt;
import io.tiphys.gateway.idempotency.KeyedCall.Done;
import io.tiphys.gateway.idempotency.KeyedCreation;
import io.tiphys.gateway.idempotency.KeyedUpstream;
import io.tiphys.gateway.idempotency.Look;
import io.tiphys.gateway.idempotency.Sent;
import io.tiphys.gateway.idempotency.Sight;
import io.tiphys.gateway.workflow.ObjectMetadata;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Creates at most one workflow per idempotency key for Argo's clients, in the client's own protocol. Thread-safe. */
@Singleton
public final class KeyedForwarding {
    private final NamespaceGuard guard;
    private final WorkflowReading reading;
    private final CompleteResponses answers;

    KeyedForwarding(NamespaceGuard guard, WorkflowReading reading, CompleteResponses answers) {
        this.guard = guard;
        this.reading = reading;
        this.answers = answers;
    }

    /**
     * Sends a request, rewritten for its creation.
     *
     * @param forward sends the request within the time of a context
     * @throws GatewayException as {@link io.tiphys.gateway.idempotency.KeyedCall#make} does
     */
    public HttpResponse send(
            ArgoApiCall call, ArgoRpc rpc, KeyedCreation creation, Function<CallContext, HttpResponse> forward) {
        Done<CompleteResponse> done = creation.call()
                .make(creation.context().deadline(), new KeyedUpstream<CompleteResponse>() {
                    @Override
                    public Attempt<CompleteResponse> send(Deadline deadline) {
                        return attempt(call, rpc, forward, creation.context().with(deadline));
                    }

                    @Override
                    public Look<CompleteResponse> look(Deadline deadline) {
                        return KeyedForwarding.this.look(
                                call, creation, creation.context().with(deadline));
                    }
                });
        return done.replayed() ? done.answer().replay() : done.answer().response();
    }

    private Attempt<CompleteResponse> attempt(
            ArgoApiCall call, ArgoRpc rpc, Function<CallContext, HttpResponse> forward, CallContext context) {
        HttpResponse response;
        try {
            response = forward.apply(context);
        } catch (GatewayException e) {
            return Attempt.failed(Sent.of(e.problem()), e);
        }
        try {
            CompleteResponse answer = answers.read(call, response, Effect.CHANGE, context.deadline());
            return new Attempt<>(answer.sent(rpc), () -> answer);
        } catch (GatewayException | IllegalStateException e) {
            response.abort();
            return brokenOff(e);
        }
    }

    /** The response broke off after its headers. */
    private static Attempt<CompleteResponse> brokenOff(RuntimeException cause) {
        if (cause instanceof GatewayException known && known.problem().reason() == ErrorReason.CANCELLED) {
            return Attempt.failed(Sent.REFUSED, known);
        }
        return Attempt.failed(
                Sent.UNKNOWN,
                new GatewayException(
                        Problem.of(
                                ErrorReason.OUTCOME_UNKNOWN,
                                "The answer of the Argo Server broke off: the request may have been carried out."),
                        cause));
    }

    private Look<CompleteResponse> look(ArgoApiCall call, KeyedCreation creation, CallContext context) {
        if (!guard.allows(context, creation.namespace(), Operation.GET)) {
            return Look.without(Sight.UNREADABLE);
        }
        CompleteResponse answer = reading.get(call, context, creation.namespace(), creation.name());
        return switch (answer.code()) {
            case 0 -> {
                ObjectMetadata metadata = reading.metadata(call, answer);
                yield creation.compare(metadata.labels(), metadata.annotations(), answer);
            }
            case 5 -> Look.without(Sight.ABSENT);
            case 7 -> Look.without(Sight.UNREADABLE);
            default -> Look.without(Sight.AWAY);
        };
    }
}
