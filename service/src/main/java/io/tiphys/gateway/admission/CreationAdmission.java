package io.tiphys.gateway.admission;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.admission.unfinished.CreationTrace;
import io.tiphys.gateway.admission.unfinished.Slot;
import io.tiphys.gateway.admission.unfinished.UnfinishedLimits;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.environment.AdmissionLimits;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets workflow creations through to an environment's Argo Server: at most as many at once as the Argo Server carries out
 * without delay, in a fair order among callers. A saturated Argo Server therefore has its queue here, where a caller with
 * many creations does not delay the others. Thread-safe.
 */
@Singleton
public final class CreationAdmission {
    private final Map<String, EnvironmentAdmission> environments = new ConcurrentHashMap<>();
    private final UnfinishedLimits unfinished;
    private final Ticker ticker;

    public CreationAdmission(UnfinishedLimits unfinished, Ticker ticker) {
        this.unfinished = unfinished;
        this.ticker = ticker;
    }

    /**
     * Carries out a creation when its turn has come.
     *
     * @param trace recognizes the created workflow
     * @param creation sends the request to the Argo Server and returns once it was answered
     * @throws io.tiphys.gateway.error.GatewayException with TOO_MANY_WORKFLOWS when a limit of unfinished workflows is
     *     reached; with TOO_MANY_CALLS when the turn does not come in time, with the estimated time; with CANCELLED when the
     *     waiting thread is interrupted; or the creation's own
     */
    public <T> T admit(CallContext context, Namespace namespace, CreationTrace trace, Supplier<T> creation) {
        return admit(context, namespace, trace, slot -> creation.get());
    }

    /**
     * The same for a creation that shows only in its response that nothing was created.
     *
     * @param creation gets the slot, to give it back then
     */
    public <T> T admit(CallContext context, Namespace namespace, CreationTrace trace, Function<Slot, T> creation) {
        Slot slot = unfinished.take(context, namespace, trace);
        try {
            return turn(context, namespace, slot, creation);
        } catch (GatewayException e) {
            if (!mayHaveCreated(e.problem().reason())) {
                slot.notCreated();
            }
            throw e;
        } catch (CredentialRefusedException e) {
            slot.notCreated(); // the call is made again with another token
            throw e;
        } finally {
            slot.created();
        }
    }

    /**
     * Carries out a call that creates nothing in the end, when its turn has come.
     *
     * @param call gets a slot, to report that the Argo Server has refused
     */
    public <T> T turn(CallContext context, Namespace namespace, Function<Slot, T> call) {
        return turn(context, namespace, Slot.NONE, call);
    }

    private <T> T turn(CallContext context, Namespace namespace, Slot slot, Function<Slot, T> call) {
        ObservedSlot observed = new ObservedSlot(slot);
        return of(context.environment())
                .admit(
                        context.caller().key(),
                        weight(context, namespace),
                        context.deadline(),
                        () -> call.apply(observed),
                        observed::isRefused);
    }

    private static boolean mayHaveCreated(ErrorReason reason) {
        return switch (reason) {
            case OUTCOME_UNKNOWN, ARGO_UNAVAILABLE, ARGO_BROKEN -> true;
            default -> false;
        };
    }

    /** The current load of an environment. */
    public Load load(SubmissionEnvironment environment) {
        return of(environment).load();
    }

    /**
     * The load of an environment.
     *
     * @param limit the current limit of concurrent creations
     * @param running the number of creations under way
     * @param waiting the number of creations that wait for their turn
     */
    public record Load(int limit, int running, int waiting) {}

    private EnvironmentAdmission of(SubmissionEnvironment environment) {
        return environments.computeIfAbsent(
                environment.name(), name -> new EnvironmentAdmission(name, environment.limits(), ticker));
    }

    /** The weight of the caller, or of its heaviest group, times the weight of the namespace. */
    private static int weight(CallContext context, Namespace namespace) {
        AdmissionLimits.Weights weights =
                context.environment().limits().shares().admission().weights();
        int ofNamespace = weights.namespaces().getOrDefault(namespace.value(), 1);
        return ofNamespace * weight(context.caller(), weights);
    }

    private static int weight(Caller caller, AdmissionLimits.Weights weights) {
        if (!(caller.identity() instanceof KubernetesIdentity known)) {
            return 1;
        }
        Integer own = weights.users().get(known.user());
        return own != null
                ? own
                : known.groups().stream()
                        .mapToInt(group -> weights.groups().getOrDefault(group, 1))
                        .max()
                        .orElse(1);
    }
}
