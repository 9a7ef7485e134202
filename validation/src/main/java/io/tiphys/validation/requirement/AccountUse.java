package io.tiphys.validation.requirement;

import java.util.Objects;
import java.util.Optional;

/**
 * What pods of a workflow do as a service account.
 *
 * @param account the account's name as written; may hold a {@code {{variable}}}, see {@link #decided()}
 * @param task what they do
 * @param place where the account is chosen, or what makes it necessary
 * @param byTokenSecret whether Argo mounts a secret with the account's token for it, which has to exist; otherwise the
 *     pod itself runs as the account and Kubernetes gives it a token
 */
public record AccountUse(String account, Task task, Place place, boolean byTokenSecret) {
    /** What is done as an account. */
    public sealed interface Task {
        /** A pod runs as the account, and Argo needs nothing more of it. */
        record RunPod() implements Task {}

        /** The executor in each pod reports the pod's result. */
        record ReportResults() implements Task {}

        /** The agent runs {@code http} and {@code plugin} templates. */
        record RunAgent() implements Task {}

        /** A pod deletes artifacts. */
        record DeleteArtifacts() implements Task {}

        /**
         * A resource template handles an object.
         *
         * @param action what it does; empty when that is known only while the workflow runs
         */
        record HandleObject(Optional<ManifestAction> action) implements Task {}
    }

    /** The account that Kubernetes takes where none is named. */
    public static final String DEFAULT_ACCOUNT = "default";

    public AccountUse {
        Objects.requireNonNull(account);
        Objects.requireNonNull(task);
        Objects.requireNonNull(place);
    }

    /** Whether the account is known now. */
    public boolean decided() {
        return !account.contains("{{");
    }
}
