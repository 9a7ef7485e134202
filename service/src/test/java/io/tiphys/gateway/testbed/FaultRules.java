package io.tiphys.gateway.testbed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which requests meet which fault; the rule that was added last counts first. Thread-safe. */
final class FaultRules {
    private final List<Rule> rules = new ArrayList<>();

    private record Rule(Predicate<WireCall> requests, Fault fault, boolean once) {}

    synchronized void add(Predicate<WireCall> requests, Fault fault, boolean once) {
        rules.addFirst(new Rule(requests, fault, once));
    }

    synchronized void clear() {
        rules.clear();
    }

    synchronized Optional<Fault> faultOf(WireCall call) {
        Optional<Rule> found =
                rules.stream().filter(rule -> rule.requests().test(call)).findFirst();
        found.filter(Rule::once).ifPresent(rules::remove);
        return found.map(Rule::fault);
    }
}
