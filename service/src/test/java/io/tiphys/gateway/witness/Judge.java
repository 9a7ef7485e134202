package io.tiphys.gateway.witness;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** Compares what happened in a call with what its caller may do. Immutable. */
final class Judge {
    private static final String ARGO_SERVER = "system:serviceaccount:argo:argo-server";

    private static final Set<String> SHOWING = Set.of("patch", "update", "delete");

    private final String unserved;
    private final String acting;
    private final Set<String> gateway;
    private final List<Mark> marks;
    private final BiPredicate<Caller, Access> kubernetes;

    /**
     * A judge.
     *
     * @param unserved the namespace in which nothing may be done at all
     * @param acting the user that the gateway acts as
     * @param gateway the users that the gateway is
     * @param marks the planted texts
     * @param kubernetes what the API server says about a right of a caller
     */
    Judge(
            String unserved,
            String acting,
            Set<String> gateway,
            List<Mark> marks,
            BiPredicate<Caller, Access> kubernetes) {
        this.unserved = unserved;
        this.acting = acting;
        this.gateway = gateway;
        this.marks = marks;
        this.kubernetes = kubernetes;
    }

    /** Whether an event is of an account that the gateway acts with. */
    boolean counts(AuditEvent event) {
        return event.user().equals(acting);
    }

    /** Everything that must not have happened. */
    List<Violation> judge(Caller caller, Answer answer, List<AuditEvent> events) {
        List<Violation> violations = new ArrayList<>();
        for (AuditEvent event : events) {
            if (!event.aboutObject() || !event.allowed()) {
                continue;
            }
            if (counts(event)) {
                if (event.selfReview()) {
                    event.reviewed().ifPresent(access -> used(caller, access, "was granted", violations));
                } else {
                    used(caller, event.access(), "used", violations);
                }
            } else if (gateway.contains(event.user()) && !Exemptions.forTheGateway(event.access())) {
                violations.add(violation("the gateway's own account used", event.access(), caller));
            } else if (event.user().equals(ARGO_SERVER)
                    && event.access().writes()
                    && !Exemptions.forTheArgoServer(event.access())) {
                violations.add(violation("the Argo Server as itself used", event.access(), caller));
            }
        }
        marks.stream()
                .filter(mark -> answer.text().contains(mark.text()))
                .filter(mark -> !mark.isFor(caller) && !shownByAWrite(mark, caller, events))
                .forEach(mark -> violations.add(new Violation(
                        "the answer shows " + mark.resource()
                                + (mark.namespace().equals(unserved) ? " of the unserved namespace" : ""),
                        mark + " to " + caller.name())));
        return violations;
    }

    /**
     * Whether the API server itself showed the object to whoever wrote it: it answers a patch, an update and a delete with the
     * object, also to users who may not read it (Kubernetes API concepts, "Resource operations").
     */
    private boolean shownByAWrite(Mark mark, Caller caller, List<AuditEvent> events) {
        return events.stream()
                .filter(event -> counts(event) && event.allowed())
                .map(AuditEvent::access)
                .anyMatch(access -> SHOWING.contains(access.verb()) && mark.isOf(access) && caller.may(access));
    }

    private void used(Caller caller, Access access, String how, List<Violation> violations) {
        if (access.namespace().equals(unserved)) {
            violations.add(violation("in the unserved namespace the acting account " + how, access, caller));
        } else if (!caller.may(access)) {
            if (kubernetes.test(caller, access)) {
                throw new AssertionError("the model of rights is wrong: " + caller + " may " + access);
            }
            violations.add(violation("without the caller's right the acting account " + how, access, caller));
        }
    }

    private static Violation violation(String what, Access access, Caller caller) {
        return new Violation(what + ": " + access.kind(), access + " for " + caller.name());
    }
}
