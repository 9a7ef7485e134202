package io.tiphys.gateway.access;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.AccountSelector.Selected;
import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.gateway.access.caller.IssuedToken;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.concurrent.SingleFlightCache;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.account.AccountAnnotations;
import io.tiphys.gateway.environment.account.AnnotatedAccount;
import io.tiphys.gateway.environment.account.ArgoAccountRules;
import io.tiphys.gateway.environment.account.ArgoSelection;
import io.tiphys.gateway.environment.account.ArgoSelection.Choice;
import io.tiphys.gateway.environment.account.ArgoSelection.Chosen;
import io.tiphys.gateway.environment.account.ArgoSelection.NoneApplies;
import io.tiphys.gateway.environment.account.ArgoSelection.Undecided;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Selects accounts by Argo's annotations, as {@code rbacAuthorization} in {@code server/auth/gatekeeper.go} of Argo Workflows 4.0.5
 * does: the account of Argo's own namespace, and, with delegation, that of the call's namespace when its precedence is higher. Other
 * than Argo, rules of the call's namespace that cannot be decided refuse the call. Annotations are cached for ten seconds.
 * Thread-safe.
 */
@Singleton
public final class ArgoAccounts {
    private static final Duration KEPT = Duration.ofSeconds(10);

    private final AccountAnnotations annotations;
    private final SingleFlightCache<Place, List<AnnotatedAccount>> accounts;

    private record Place(String environment, Namespace namespace) {}

    public ArgoAccounts(AccountAnnotations annotations, Ticker ticker) {
        this.annotations = annotations;
        this.accounts = new SingleFlightCache<>(any -> KEPT, ticker);
    }

    /**
     * The context of a call.
     *
     * @throws GatewayException with SERVICE_ACCOUNT_USE_DENIED when no account is selected, and as {@link AccountSelector#in} does
     */
    CallContext context(
            SubmissionEnvironment environment,
            ArgoAccountRules rules,
            Caller caller,
            IssuedToken token,
            Deadline deadline,
            String address) {
        Selection selection = new Selection(environment, rules, caller.displayName(), token, deadline);
        Chosen login = selection.login();
        return new CallContext(
                environment.actingAs(login.account()),
                caller,
                deadline,
                address,
                Optional.of(login.rule()),
                selection.selector(login));
    }

    /** Keeps the selection of each namespace for the rest of the call. */
    private static final class Delegated implements AccountSelector {
        private final Selection selection;
        private final Chosen login;
        private final Map<Namespace, Chosen> known = new ConcurrentHashMap<>();

        Delegated(Selection selection, Chosen login) {
            this.selection = selection;
            this.login = login;
        }

        @Override
        public Selected in(Namespace namespace) {
            return selection.selected(known.computeIfAbsent(namespace, one -> selection.delegated(one, login)));
        }

        @Override
        public Optional<Selected> delegatedIn(String namespace) {
            return known.entrySet().stream()
                    .filter(one -> one.getKey().value().equals(namespace) && one.getValue() != login)
                    .findFirst()
                    .map(one -> selection.selected(one.getValue()));
        }
    }

    private final class Selection {
        private final SubmissionEnvironment environment;
        private final ArgoAccountRules rules;
        private final String user;
        private final IssuedToken token;
        private final Deadline deadline;

        Selection(
                SubmissionEnvironment environment,
                ArgoAccountRules rules,
                String user,
                IssuedToken token,
                Deadline deadline) {
            this.environment = environment;
            this.rules = rules;
            this.user = user;
            this.token = token;
            this.deadline = deadline;
        }

        Chosen login() {
            return switch (choose(rules.namespace())) {
                case Chosen chosen -> permitted(chosen);
                case NoneApplies() -> throw AccountProblems.noneApplies(environment, user, rules.namespace());
                case Undecided undecided ->
                    throw AccountProblems.undecided(environment, user, rules.namespace(), undecided);
            };
        }

        AccountSelector selector(Chosen login) {
            Selected selected = selected(login);
            if (!rules.delegatesToNamespace()) {
                return namespace -> selected;
            }
            return new Delegated(this, login);
        }

        Chosen delegated(Namespace namespace, Chosen login) {
            if (namespace.equals(rules.namespace()) || !environment.namespaces().serves(namespace)) {
                return login;
            }
            return switch (choose(namespace)) {
                case Chosen chosen -> chosen.precedence() > login.precedence() ? permitted(chosen) : login;
                case NoneApplies() -> login;
                case Undecided undecided -> throw AccountProblems.undecided(environment, user, namespace, undecided);
            };
        }

        private Choice choose(Namespace namespace) {
            Optional<List<String>> groups = token.groups();
            if (groups.isEmpty()) {
                throw AccountProblems.groupsUnknown(environment, user);
            }
            return ArgoSelection.choose(annotated(namespace), token.claims(), groups.get());
        }

        private List<AnnotatedAccount> annotated(Namespace namespace) {
            return accounts.get(
                    new Place(environment.name(), namespace),
                    () -> annotations.annotated(environment.name(), namespace),
                    deadline);
        }

        private Chosen permitted(Chosen chosen) {
            if (!rules.serviceAccounts().contains(chosen.account())) {
                throw AccountProblems.notPermitted(environment, user, chosen);
            }
            return chosen;
        }

        Selected selected(Chosen chosen) {
            return new Selected(
                    environment.credentialMode().actingAs(chosen.account()),
                    chosen.namespace(),
                    Optional.of(chosen.rule()));
        }
    }
}
