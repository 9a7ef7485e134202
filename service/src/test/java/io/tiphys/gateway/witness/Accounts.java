package io.tiphys.gateway.witness;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Which service account a workflow runs as. */
final class Accounts {
    private Accounts() {}

    /** Whether the object itself names the account that the environments do not allow. */
    static boolean asStrong(HasMetadata object) {
        return object instanceof GenericKubernetesResource one
                && String.valueOf(one.getAdditionalProperties().get("spec")).contains("serviceAccountName=strong");
    }
}
