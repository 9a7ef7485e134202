package io.tiphys.validation.requirement.account;

import io.tiphys.validation.requirement.template.Place;
import java.util.Objects;
import java.util.Optional;

/**
 * The use of a service account by pods of a workflow.
 *
 * @param account the account's name as written; may contain a {@code {{variable}}}, see {@link #decided()}
 * @param task the task of the pods
 * @param place the node that chooses the account, or that makes it necessary
 * @param byTokenSecret whether Argo mounts a secret with the account's token, which must exist; otherwise the
 *     pod itself runs as the account and Kubernetes issues its token
 */
public record AccountUse(String account, Task task, Place place, boolean byTokenSecret) {
    /** A task that pods perform as an account. */
    public sealed interface Task {
        /** A pod runs as the account, without further permissions for Argo. */
        record RunPod() implements Task {}

        /** The executor in each pod reports the pod's result. */
        record ReportResults() implements Task {}

        /**
         * The agent runs {@code http} and {@code plugin} templates.
         *
         * @param plugin whether the template is a {@code plugin} template, which works only with executor plugins
         */
        record RunAgent(boolean plugin) implements Task {}

        /** A pod deletes artifacts. */
        record DeleteArtifacts() implements Task {}

        /**
         * A resource template acts on an object.
         *
         * @param action the action; empty if it is known only at run time
         */
        record HandleObject(Optional<ManifestAction> action) implements Task {}
    }

    /** The account that Kubernetes uses by default. */
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
