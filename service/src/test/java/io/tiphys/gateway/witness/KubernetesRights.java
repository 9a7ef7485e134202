package io.tiphys.gateway.witness;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.BiPredicate;

/**
 * What the API server itself says about a caller's rights: so a mistake of the test's model of rights is no finding.
 *
 * @param namespace the namespace of the callers' accounts
 */
record KubernetesRights(KubernetesClient admin, String namespace) implements BiPredicate<Caller, Access> {
    @Override
    public boolean test(Caller caller, Access access) {
        String[] resource = access.resource().split("/", 2);
        return admin.authorization()
                .v1()
                .subjectAccessReview()
                .create(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser("system:serviceaccount:" + namespace + ":" + caller.name())
                        .withNewResourceAttributes()
                        .withVerb(access.verb())
                        .withGroup(access.group())
                        .withResource(resource[0])
                        .withSubresource(resource.length > 1 ? resource[1] : "")
                        .withNamespace(access.namespace())
                        .withName(access.name())
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed();
    }
}
