package io.tiphys.gateway.argoface;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One call of the argo command line and what its comparison has to know. Immutable.
 *
 * @param line the arguments, separated by single blanks
 * @param before the workflow that has to be listed in a phase before the call
 * @param token the value of {@code ARGO_TOKEN}, when it is not the account's
 * @param needsPods whether a pod has to run for it
 * @param lastFrame whether the output is repeated while it lasts, so that only the last repetition counts
 * @param ownLines whether other lines than those that name the namespace are of no interest
 */
record Verb(
        String line,
        Optional<Awaited> before,
        Optional<String> token,
        boolean needsPods,
        boolean lastFrame,
        boolean ownLines) {
    /** A workflow and the phase that it has to be listed in. */
    record Awaited(String workflow, String phase) {}

    static Verb verb(String line) {
        return new Verb(line, Optional.empty(), Optional.empty(), false, false, false);
    }

    /** Called once the Argo Server lists the workflow in the phase. */
    Verb when(String workflow, String phase) {
        return new Verb(line, Optional.of(new Awaited(workflow, phase)), token, needsPods, lastFrame, ownLines);
    }

    Verb withToken(String authorization) {
        return new Verb(line, before, Optional.of(authorization), needsPods, lastFrame, ownLines);
    }

    Verb inPods() {
        return new Verb(line, before, token, true, lastFrame, ownLines);
    }

    Verb repeatedly() {
        return new Verb(line, before, token, needsPods, true, ownLines);
    }

    Verb amongOthers() {
        return new Verb(line, before, token, needsPods, lastFrame, true);
    }

    List<String> arguments() {
        return Arrays.asList(line.split(" "));
    }

    /** The part of a normalised output that is compared. */
    String compared(String output) {
        if (lastFrame) {
            return output.substring(Math.max(output.lastIndexOf("Name:"), 0));
        }
        if (ownLines) {
            return String.join("\n", output.lines().filter(one -> one.contains("<namespace>")).toList());
        }
        return output;
    }
}
