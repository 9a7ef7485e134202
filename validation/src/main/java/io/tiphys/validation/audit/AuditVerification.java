package io.tiphys.validation.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The verification of audit lines, in the order in which they were written. Lines of several chains may alternate. */
public final class AuditVerification {
    private final Map<String, Chain> chains = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    /**
     * Verifies a line.
     *
     * @param place the place of the line for messages, for example {@code audit.log:7}
     * @param fields the fields of the line
     */
    public void add(String place, Map<String, String> fields) {
        String name = fields.get(AuditChain.CHAIN);
        String hash = fields.get(AuditChain.HASH);
        long number = number(fields.get(AuditChain.NUMBER));
        if (name == null || hash == null || number < 1) {
            faults.add(place + ": the line has no chain, number or hash");
            return;
        }
        Chain chain = chains.computeIfAbsent(name, key -> new Chain(number, time(fields)));
        if (!AuditChain.hash(fields).equals(hash)) {
            faults.add(place + ": line " + number + " of chain " + name + " was changed: its hash does not fit");
        }
        if (chain.last != 0) {
            follow(place, name, chain, number, fields.getOrDefault(AuditChain.PREVIOUS, ""));
        } else if (number == 1 && !AuditChain.NONE.equals(fields.get(AuditChain.PREVIOUS))) {
            faults.add(place + ": the first line of chain " + name + " names a line before it");
        }
        chain.last = number;
        chain.hash = hash;
        chain.lines++;
        chain.until = time(fields);
    }

    private void follow(String place, String name, Chain chain, long number, String previous) {
        if (number != chain.last + 1) {
            faults.add(place + ": line " + number + " of chain " + name + " follows line " + chain.last
                    + (number > chain.last ? ": " + (number - chain.last - 1) + " missing" : ": not in order"));
        } else if (!previous.equals(chain.hash)) {
            faults.add(place + ": line " + number + " of chain " + name + " does not follow the line before it");
        }
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String time(Map<String, String> fields) {
        return fields.getOrDefault("time", "-");
    }

    /** What does not fit, each with its place; empty when everything fits. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** One sentence for each chain: its lines, its time, and whether its beginning was read. */
    public List<String> chains() {
        return chains.entrySet().stream()
                .map(entry -> entry.getValue().describe(entry.getKey()))
                .toList();
    }

    private static final class Chain {
        private final long first;
        private final String from;
        private String until;
        private String hash = "";
        private long last;
        private long lines;

        Chain(long first, String from) {
            this.first = first;
            this.from = from;
            this.until = from;
        }

        String describe(String name) {
            return "chain " + name + ": " + lines + (lines == 1 ? " line" : " lines") + " from " + from + " to " + until
                    + (first == 1 ? "" : "; it begins at line " + first + ", the lines before are not here");
        }
    }
}
