package io.tiphys.gateway.preflight.quota;

import io.tiphys.gateway.preflight.state.QuotaScope;
import io.tiphys.gateway.preflight.state.QuotaScope.Membership;
import io.tiphys.gateway.preflight.state.ResourceQuota;
import io.tiphys.validation.requirement.cost.PodResources;
import java.util.ArrayList;
import java.util.List;

/**
 * The pods of a workflow that count toward a quota.
 *
 * @param counted the pods that certainly count
 * @param unknown the pods that may count
 * @param all whether every pod certainly counts
 */
record QuotaPods(List<PodResources> counted, List<PodResources> unknown, boolean all) {
    static QuotaPods of(ResourceQuota quota, List<PodResources> pods) {
        List<PodResources> counted = new ArrayList<>();
        List<PodResources> unknown = new ArrayList<>();
        for (PodResources pod : pods) {
            Membership membership = Membership.YES;
            for (QuotaScope scope : quota.scopes()) {
                membership = membership.and(scope.of(pod));
            }
            switch (membership) {
                case YES -> counted.add(pod);
                case UNKNOWN -> unknown.add(pod);
                case NO -> {}
            }
        }
        return new QuotaPods(List.copyOf(counted), List.copyOf(unknown), counted.size() == pods.size());
    }
}
