package io.tiphys.gateway.fakes;

import io.tiphys.gateway.environment.account.AccountAnnotations;
import io.tiphys.gateway.environment.account.AnnotatedAccount;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.workflow.Namespace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Annotated service accounts in memory. Not thread-safe. */
public final class FakeAccountAnnotations implements AccountAnnotations {
    private final Map<String, Map<String, String>> accounts = new HashMap<>();
    private boolean away;
    private int reads;

    /** Annotates an account. */
    public FakeAccountAnnotations with(String namespace, String account, String rule, String precedence) {
        accounts.put(
                namespace + "/" + account,
                Map.of(AnnotatedAccount.RULE, rule, AnnotatedAccount.PRECEDENCE, precedence));
        return this;
    }

    /** The API server does not answer any more. */
    public void goAway() {
        away = true;
    }

    /** How often a namespace was read. */
    public int reads() {
        return reads;
    }

    @Override
    public List<AnnotatedAccount> annotated(String environment, Namespace namespace) {
        reads++;
        if (away) {
            throw new GatewayException(Problem.of(ErrorReason.CREDENTIAL_UNAVAILABLE, "No answer."));
        }
        String prefix = namespace + "/";
        return accounts.entrySet().stream()
                .filter(one -> one.getKey().startsWith(prefix))
                .map(one -> AnnotatedAccount.of(namespace, one.getKey().substring(prefix.length()), one.getValue()))
                .flatMap(Optional::stream)
                .toList();
    }
}
