package io.tiphys.gateway.whoami;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.caller.Caller.ArgoIdentity;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.concurrent.Parallel;
import io.tiphys.gateway.environment.ManagedNamespaces;
import io.tiphys.gateway.error.ErrorKind;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reports who the caller is and what it may do. The permissions come from {@link NamespaceGuard}, so they are those that a call
 * needs: of the caller, of its use of the account, and of the account. Thread-safe.
 */
@Singleton
public final class WhoAmI {
    /** The most namespaces of a report: each costs several reviews. */
    static final int MOST_NAMESPACES = 20;

    private static final Map<String, Operation> OPERATIONS = operations();

    private static final String ONLY_ARGO_KNOWS =
            "Only the Argo Server can verify an Argo single sign-on token. The gateway does not know its user, its groups, its"
                    + " end and its permissions.";

    private static final String SOME_NAMESPACES = "The environment serves more namespaces than the report has.";

    private final NamespaceGuard guard;

    public WhoAmI(NamespaceGuard guard) {
        this.guard = guard;
    }

    private enum Decision {
        ALLOWED,
        DENIED,
        UNDECIDED
    }

    private static Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        operations.put("submit", Operation.SUBMIT);
        operations.put("get", Operation.GET);
        operations.put("list", Operation.LIST);
        operations.put("watch", Operation.WATCH);
        operations.put("delete", Operation.DELETE);
        operations.put("logs", Operation.LOGS);
        return operations;
    }

    /**
     * The report about the caller of a call.
     *
     * @throws GatewayException with DEADLINE_EXCEEDED
     */
    public CallerReport report(CallContext callContext) {
        return switch (callContext.caller().identity()) {
            case ArgoIdentity ignored -> ofArgo(callContext);
            case KubernetesIdentity identity -> of(callContext, identity);
        };
    }

    private static CallerReport ofArgo(CallContext callContext) {
        return new CallerReport(
                callContext.environment().name(),
                "",
                TokenKind.ARGO_SINGLE_SIGN_ON,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                ONLY_ARGO_KNOWS);
    }

    private CallerReport of(CallContext callContext, KubernetesIdentity identity) {
        Authority authority = Authority.of(callContext.caller());
        List<Namespace> namespaces = namespaces(callContext);
        ManagedNamespaces served = callContext.environment().namespaces();
        boolean some = served.all() || served.names().size() > namespaces.size();
        return new CallerReport(
                callContext.environment().name(),
                identity.user(),
                authority.kind(),
                authority.issuer(),
                authority.expiry(),
                identity.groups(),
                callContext.environment().credentialMode().serviceAccount(),
                callContext.accountRule(),
                permissions(callContext, namespaces),
                note(some, callContext, namespaces));
    }

    /** With the accounts of namespaces whose own rules count: they are known once the permissions were reviewed. */
    private static String note(boolean some, CallContext callContext, List<Namespace> namespaces) {
        String delegated = namespaces.stream()
                .flatMap(namespace -> callContext.accounts().delegatedIn(namespace.value()).stream())
                .map(account -> " In namespace '" + account.namespace() + "' the gateway acts as service account "
                        + account.rule().orElse("") + ".")
                .collect(Collectors.joining());
        return ((some ? SOME_NAMESPACES : "") + delegated).strip();
    }

    /** Of an environment with all namespaces, the default one. */
    private static List<Namespace> namespaces(CallContext callContext) {
        var environment = callContext.environment();
        return environment.namespaces().all()
                ? environment.defaultNamespace().stream().toList()
                : environment.namespaces().names().stream()
                        .sorted()
                        .limit(MOST_NAMESPACES)
                        .map(Namespace::new)
                        .toList();
    }

    private List<NamespacePermissions> permissions(CallContext callContext, List<Namespace> namespaces) {
        List<Supplier<Decision>> questions = new ArrayList<>();
        for (Namespace namespace : namespaces) {
            OPERATIONS.values().forEach(operation -> questions.add(() -> decide(callContext, namespace, operation)));
        }
        List<Decision> decisions = Parallel.all(questions, callContext.deadline());
        List<String> names = List.copyOf(OPERATIONS.keySet());
        List<NamespacePermissions> all = new ArrayList<>();
        for (int i = 0; i < namespaces.size(); i++) {
            List<Decision> mine = decisions.subList(i * names.size(), (i + 1) * names.size());
            all.add(new NamespacePermissions(
                    namespaces.get(i).value(),
                    with(Decision.ALLOWED, mine, names),
                    with(Decision.DENIED, mine, names),
                    with(Decision.UNDECIDED, mine, names)));
        }
        return all;
    }

    private static List<String> with(Decision decision, List<Decision> decisions, List<String> names) {
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (decisions.get(i) == decision) {
                selected.add(names.get(i));
            }
        }
        return selected;
    }

    private Decision decide(CallContext callContext, Namespace namespace, Operation operation) {
        try {
            guard.require(callContext, namespace, operation.rightsIn(namespace.value()));
            return Decision.ALLOWED;
        } catch (GatewayException e) {
            ErrorKind kind = e.problem().reason().kind();
            return kind == ErrorKind.FORBIDDEN || kind == ErrorKind.PRECONDITION ? Decision.DENIED : Decision.UNDECIDED;
        }
    }
}
