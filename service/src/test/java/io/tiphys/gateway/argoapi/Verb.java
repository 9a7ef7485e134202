package io.tiphys.gateway.argoapi;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One call of the argo command line and what its comparison has to know. Immutable.
 *
 * @param line the arguments, separated by single blanks
 * @param before the workflow that has to be listed in a phase before the call
 * @param token the value of {@code ARGO_TOKEN}, when it is not the account's
 * @param traits what else there is to know
 */
record Verb(String line, Optional<Awaited> before, Optional<String> token, Set<Trait> traits) {
    /** A workflow and the phase that it has to be listed in. */
    record Awaited(String workflow, String phase) {}

    /** What sets a verb apart from one whose output can be compared as it is. */
    enum Trait {
        /** A pod has to run for it. */
        IN_PODS,
        /** The output is repeated while it lasts, so that only the last repetition counts. */
        REPEATED,
        /** Only lines that name the place's namespace are of interest. */
        AMONG_OTHERS,
        /** The order of the lines is that of events in the same second. */
        IN_ANY_ORDER,
        /** The gateway refuses it too, but says why in its own words. */
        IN_OWN_WORDS,
        /** A gateway that lends an account refuses what the Argo Server answers to everybody without looking at rights. */
        REFUSED_WHERE_LENT,
        /**
         * Over HTTP/1.1 the command line does not understand how the Argo Server refuses a stream, and fails; how the
         * gateway does, it understands.
         */
        CLEARER_OVER_HTTP1
    }

    static Verb verb(String line) {
        return new Verb(line, Optional.empty(), Optional.empty(), EnumSet.noneOf(Trait.class));
    }

    /** Called once the Argo Server lists the workflow in the phase. */
    Verb when(String workflow, String phase) {
        return new Verb(line, Optional.of(new Awaited(workflow, phase)), token, traits);
    }

    Verb withToken(String authorization) {
        return new Verb(line, before, Optional.of(authorization), traits);
    }

    Verb is(Trait trait) {
        Set<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new Verb(line, before, token, more);
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    List<String> arguments() {
        return Arrays.asList(line.split(" "));
    }

    /** The part of a normalised output that is compared. */
    String compared(String output) {
        if (has(Trait.REPEATED)) {
            return output.substring(Math.max(output.lastIndexOf("Name:"), 0));
        }
        if (has(Trait.AMONG_OTHERS)) {
            return String.join(
                    "\n",
                    output.lines().filter(one -> one.contains("<namespace>")).toList());
        }
        if (has(Trait.IN_ANY_ORDER)) {
            return String.join("\n", output.lines().sorted().toList());
        }
        return has(Trait.IN_OWN_WORDS) ? withoutWords(output) : output;
    }

    /** Where the Argo Server fails without a code of its own, the gateway says what kind of failure it is. */
    private static String withoutWords(String text) {
        return text.replaceAll("code = (Unknown|InvalidArgument) ", "code = <of a document> ")
                .replaceAll("code = (Internal|Unavailable) ", "code = <of a server> ")
                .replaceAll("desc = [^\\n]*", "desc = <words>");
    }
}
