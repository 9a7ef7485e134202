package io.tiphys.gateway.witness;

import java.util.List;
import java.util.Set;

/**
 * What accounts of the gateway may do though the caller has no such right. The list is short on purpose: each row needs its
 * reason.
 */
final class Exemptions {
    /**
     * What an account may do for itself.
     *
     * @param reason why no caller gains anything by it
     */
    private record Exemption(String resource, Set<String> verbs, String reason) {}

    private static final List<Exemption> OF_THE_GATEWAY = List.of(
            new Exemption("tokenreviews", Set.of("create"), "says who calls"),
            new Exemption("subjectaccessreviews", Set.of("create"), "says what a caller may do"),
            new Exemption(
                    "selfsubjectaccessreviews",
                    Set.of("create"),
                    "says what the gateway itself may do; asked by its health"),
            new Exemption("serviceaccounts/token", Set.of("create"), "makes the token that the gateway acts with"),
            new Exemption("serviceaccounts", Set.of("get"), "names the secret of that token"),
            new Exemption("secrets", Set.of("get", "list"), "holds that token, in mode service-account-secret"));

    private Exemptions() {}

    /** Whether the gateway's own account needs this for its work, whoever calls. */
    static boolean forTheGateway(Access access) {
        return OF_THE_GATEWAY.stream()
                .anyMatch(one ->
                        one.resource().equals(access.resource()) && one.verbs().contains(access.verb()));
    }

    /** What the Argo Server writes as itself: records of what it did, which nobody is shown who may not see events. */
    static boolean forTheArgoServer(Access access) {
        return access.resource().equals("events") || access.resource().endsWith("reviews");
    }
}
