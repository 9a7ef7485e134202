package io.tiphys.gateway.preflight.state;

import io.tiphys.validation.requirement.cost.PodResources;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One condition for a pod to count toward a quota.
 *
 * @param name for example {@code Terminating} or {@code PriorityClass}
 * @param operator {@code In}, {@code NotIn}, {@code Exists} or {@code DoesNotExist}
 * @param values the operands of In and NotIn
 */
public record QuotaScope(String name, String operator, Set<String> values) {
    /** Whether a pod counts toward a quota. */
    public enum Membership {
        YES,
        NO,
        /** The result depends on additions to the pod by the controller's configuration or the cluster. */
        UNKNOWN;

        Membership not() {
            return switch (this) {
                case YES -> NO;
                case NO -> YES;
                case UNKNOWN -> UNKNOWN;
            };
        }

        /** The conjunction of both. */
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
            case "VolumeAttributesClass" -> Membership.NO; // for claims, not for pods
            default -> Membership.UNKNOWN;
        };
    }

    /** Argo's own containers in the pod and the defaults of the namespace may have amounts that these containers lack. */
    private static Membership sized(PodResources pod) {
        boolean sized = Stream.of(pod.requests(), pod.limits())
                .anyMatch(amounts -> amounts.containsKey("cpu") || amounts.containsKey("memory"));
        return sized ? Membership.YES : Membership.UNKNOWN;
    }

    /** A pod without a class gets the default class of the cluster, if there is one. */
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

    /** The text for messages. */
    public String description() {
        return values.isEmpty() ? name : name + " " + operator + " " + String.join(", ", new TreeSet<>(values));
    }
}
