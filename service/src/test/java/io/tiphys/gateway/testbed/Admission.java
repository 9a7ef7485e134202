package io.tiphys.gateway.testbed;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;

/** What the admission of a real API server says of an object. It is asked by a dry run, so nothing is created. */
public final class Admission {
    /** Forbidden, or invalid with the defaults that admission put in. */
    private static final Set<Integer> REFUSED = Set.of(403, 422);

    private Admission() {}

    /**
     * The words with which the object is refused; empty when it is admitted.
     *
     * @throws KubernetesClientException when the API server does not decide
     */
    public static String refusal(KubernetesClient admin, HasMetadata object) {
        try {
            admin.resource(object).dryRun().create();
            return "";
        } catch (KubernetesClientException e) {
            if (!REFUSED.contains(e.getCode())) {
                throw e;
            }
            return String.valueOf(e.getMessage());
        }
    }

    /**
     * Returns as soon as the object is refused with these words. Admission knows quotas, limit ranges and the labels of
     * namespaces from a copy that follows a moment later, also when the stored object is complete; a test that does not
     * wait would race with it.
     */
    public static void awaitRefusal(KubernetesClient admin, HasMetadata object, String words) {
        Patience.until(
                "refused with \"" + words + "\"", () -> refusal(admin, object).contains(words));
    }
}
