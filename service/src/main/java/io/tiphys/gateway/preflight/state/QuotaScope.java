package io.tiphys.gateway.preflight.state;

import io.tiphys.validation.requirement.PodResources;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One condition that a pod has to meet for a quota to hold for it.
 *
 * @param name for example {@code Terminating} or {@code PriorityClass}
 * @param operator {@code In}, {@code NotIn}, {@code Exists} or {@code DoesNotExist}
 * @param values what In and NotIn compare with
 */
public record QuotaScope(String name, String operator, Set<String> values) {
    /** Whether a quota holds for a pod. */
    public enum Membership {
        YES,
        NO,
        /** It depends on what the controller's configuration or the cluster adds to the pod. */
        UNKNOWN;

        Membership not() {
            return switch (this) {
                case YES -> NO;
                case NO -> YES;
                case UNKNOWN -> UNKNOWN;
            };
        }

        /** Both have to hold. */
        public Membership and(Membership other) {
            if (this == NO || other == NO) {
                return NO;
            }
            return this == YES ? other : UNKNOWN;
        }

        private static Membership of(boolean holds) {
            return holds ? YES : NO;
        }
    }

    public QuotaScope {
        Objects.requireNonNull(name);
        Objects.requireNonNull(operator);
        values = Set.copyOf(values);
    }

    /** Whether a pod meets the condition ({@code pkg/quota/v1/evaluator/core/pods.go} of Kubernetes). */
    public Membership of(PodResources pod) {
        return switch (name) {
            case "Terminating" -> Membership.of(pod.traits().deadline());
            case "NotTerminating" -> Membership.of(!pod.traits().deadline());
            case "NotBestEffort" -> sized(pod);
            case "BestEffort" -> sized(pod).not();
            case "PriorityClass" -> priority(pod.traits().priorityClass());
            case "VolumeAttributesClass" -> Membership.NO; // of claims, not of pods
            default -> Membership.UNKNOWN;
        };
    }

    /** Argo's own containers in the pod, and the defaults of the namespace, may have amounts where these have none. */
    private static Membership sized(PodResources pod) {
        boolean sized = Stream.of(pod.requests(), pod.limits())
                .anyMatch(amounts -> amounts.containsKey("cpu") || amounts.containsKey("memory"));
        return sized ? Membership.YES : Membership.UNKNOWN;
    }

    /** A pod that names no class gets the default one of the cluster, if there is one. */
    private Membership priority(Optional<String> named) {
        if (named.filter(one -> !one.contains("{{")).isEmpty()) {
            return Membership.UNKNOWN;
        }
        Membership in = Membership.of(values.contains(named.get()));
        return switch (operator) {
            case "In" -> in;
            case "NotIn" -> in.not();
            case "Exists" -> Membership.YES;
            case "DoesNotExist" -> Membership.NO;
            default -> Membership.UNKNOWN;
        };
    }

    /** As a message names it. */
    public String description() {
        return values.isEmpty() ? name : name + " " + operator + " " + String.join(", ", new TreeSet<>(values));
    }
}
