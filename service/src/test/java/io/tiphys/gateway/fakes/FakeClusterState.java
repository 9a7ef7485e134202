package io.tiphys.gateway.fakes;

import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.preflight.state.AccountSecrets;
import io.tiphys.gateway.preflight.state.ClusterState;
import io.tiphys.gateway.preflight.state.PodVerdict;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateQuestion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers as it was told, and remembers what it was asked; a question without an answer is about nothing that is there. */
public final class FakeClusterState implements ClusterState {
    /** The questions, in the order in which they were asked. */
    public final List<StateQuestion<?>> asked = new CopyOnWriteArrayList<>();

    /** What is said of pods. */
    public Function<StateQuestion<?>, StateAnswer<PodVerdict>> podVerdict =
            pod -> new StateAnswer.Known<>(new PodVerdict(true, "", List.of(), List.of()));

    private final Map<StateQuestion<?>, StateAnswer<?>> answers = new ConcurrentHashMap<>();

    public FakeClusterState() {
        known(new StateQuestion.NamespaceLabels(), Map.of());
        known(new StateQuestion.Quotas(), List.of());
        known(new StateQuestion.LimitRanges(), List.of());
        known(new StateQuestion.ExecutorPlugins("science"), List.of());
        known(new StateQuestion.ExecutorPlugins("argo"), List.of());
        known(new StateQuestion.Account("default"), new AccountSecrets(Set.of(), "default.service-account-token"));
    }

    /** From now on answers so. */
    public <T> void known(StateQuestion<T> question, T value) {
        answers.put(question, new StateAnswer.Known<>(value));
    }

    /** From now on refuses to answer. */
    public <T> void forbidden(StateQuestion<T> question) {
        answers.put(question, new StateAnswer.Forbidden<T>());
    }

    /** From now on has no answer. */
    public <T> void unknown(StateQuestion<T> question, String why) {
        answers.put(question, new StateAnswer.Unknown<T>(why));
    }

    @Override
    @SuppressWarnings("unchecked") // known(), forbidden() and unknown() keep to each question the answer of its type
    public <T> StateAnswer<T> ask(
            String environment, BearerToken token, String namespace, StateQuestion<T> question, Deadline deadline) {
        asked.add(question);
        if (question instanceof StateQuestion.PodDryRun) {
            return (StateAnswer<T>) podVerdict.apply(question);
        }
        return (StateAnswer<T>) answers.getOrDefault(question, new StateAnswer.Absent<T>());
    }
}
