package io.tiphys.gateway.witness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the calls of one world, one by one, and keeps the smallest request of each fault. Used by one thread. */
final class WitnessRun {
    private static final int SNAPSHOT_EVERY = 100;
    private static final int SAY_EVERY = 1000;
    private static final int TRIES = 3;
    private static final int MOST_FAULTS = 60;

    private final World world;
    private final long seed;
    private final Map<String, Failure> failures = new LinkedHashMap<>();
    private final Map<String, Integer> statuses = new TreeMap<>();
    private int made;

    WitnessRun(World world, long seed) {
        this.world = world;
        this.seed = seed;
    }

    /**
     * A fault that was found.
     *
     * @param number of the request in the run
     * @param smallest the smallest request that shows it, or the one that did if none does again
     * @param again whether it was seen again
     */
    record Failure(int number, Violation violation, WitnessRequest smallest, boolean again) {
        @Override
        public String toString() {
            return violation + "\n    request " + number + (again ? "" : " (not seen again)") + ": " + smallest;
        }
    }

    /** The known attacks if wanted, and requests of the grammar until there are so many. */
    void run(int requests, boolean attacks) {
        Grammar grammar = new Grammar(new Random(seed), world.names(), Procedure.all());
        Stream<WitnessRequest> known = attacks ? KnownAttacks.in(world.names()).stream() : Stream.of();
        Map<String, String> before = world.versions();
        List<WitnessRequest> recent = new ArrayList<>();
        for (WitnessRequest request : (Iterable<WitnessRequest>)
                Stream.concat(known, Stream.generate(grammar::next)).limit(requests)::iterator) {
            recent.add(request);
            before = make(request) ? snapshot() : before;
            if (++made % SNAPSHOT_EVERY == 0 || made == requests) {
                before = compare(before, recent);
                recent.clear();
            }
            if (made % SAY_EVERY == 0) {
                System.out.println("witness: " + made + " of " + requests + " requests, faults: " + failures.size());
            }
            if (failures.size() >= MOST_FAULTS) {
                return;
            }
        }
    }

    /** Whether the baits may have other versions now. */
    private boolean make(WitnessRequest request) {
        World.Outcome outcome = world.run(request);
        statuses.merge(request.wire() + " " + outcome.answer().status(), 1, Integer::sum);
        List<Violation> fresh = outcome.violations().stream()
                .filter(violation -> !failures.containsKey(violation.kind()))
                .toList();
        if (!fresh.isEmpty()) {
            WitnessRequest smallest = smallest(request, fresh.getFirst());
            Set<String> shown = world.run(smallest).violations().stream()
                    .map(Violation::kind)
                    .collect(Collectors.toSet());
            for (Violation violation : fresh) {
                boolean again = shown.contains(violation.kind());
                Failure failure = new Failure(made, violation, again ? smallest : request, again);
                if (failures.putIfAbsent(violation.kind(), failure) == null) {
                    System.out.println("witness: " + failure);
                }
            }
        }
        return outcome.changed() || !outcome.violations().isEmpty();
    }

    /** A known attack is written as small as it can be. */
    private WitnessRequest smallest(WitnessRequest request, Violation violation) {
        if (request.about().equals(KnownAttacks.ABOUT)) {
            return request;
        }
        List<String> callers = world.names().callers().stream()
                .sorted(Comparator.comparingInt(
                        name -> world.caller(name).grants().size()))
                .toList();
        return shows(request, violation)
                ? Shrinker.smallest(request, callers, candidate -> shows(candidate, violation))
                : request;
    }

    /** Some faults depend on the order of a map in the Argo Server, which is another one each time. */
    private boolean shows(WitnessRequest request, Violation violation) {
        for (int i = 0; i < TRIES; i++) {
            if (world.run(request).violations().stream()
                    .anyMatch(one -> one.kind().equals(violation.kind()))) {
                return true;
            }
        }
        return false;
    }

    private Map<String, String> snapshot() {
        world.forgetReconciled();
        return world.versions();
    }

    /** Nothing may change that neither a call nor the workflow controller was seen to change. */
    private Map<String, String> compare(Map<String, String> before, List<WitnessRequest> recent) {
        Map<String, String> after = world.versions();
        Map<String, String> changed = new TreeMap<>(before);
        changed.entrySet().removeAll(after.entrySet());
        changed.keySet().removeAll(world.reconciled());
        if (!changed.isEmpty()) {
            Violation violation = new Violation(
                    "baits changed though nothing was seen to change them",
                    changed.keySet().toString());
            failures.putIfAbsent(violation.kind(), new Failure(made, violation, recent.getLast(), false));
            System.out.println("witness: " + violation + " within the last " + recent.size() + " requests");
        }
        return after;
    }

    List<Failure> failures() {
        return List.copyOf(failures.values());
    }

    /** How many requests of each kind of answer there were. */
    Map<String, Integer> statuses() {
        return statuses;
    }
}
