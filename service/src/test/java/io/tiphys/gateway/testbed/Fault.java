package io.tiphys.gateway.testbed;

import java.time.Duration;
import java.util.Map;

/** What a {@link FaultProxy} does to a request instead of passing it on. */
public sealed interface Fault {
    /** Passes it on after a while. */
    record Delay(Duration time) implements Fault {}

    /** Cuts the connection before anything is passed on: it was surely not carried out. */
    record CutBeforeSending() implements Fault {}

    /** Passes it on, waits for the whole answer and cuts the connection: it was carried out, and nobody tells. */
    record CutAfterAnswer() implements Fault {}

    /** Passes it on and cuts the connection after so many bytes of the answer's body. */
    record CutInAnswer(int bytes) implements Fault {}

    /** Passes it on and falls silent after so many bytes of the answer's body: a peer that vanished without a word. */
    record StallInAnswer(int bytes) implements Fault {}

    /** Never answers and passes nothing on; the connection stays open. */
    record Silence() implements Fault {}

    /** Answers by itself and passes nothing on. */
    record Answer(int status, Map<String, String> headers, String body) implements Fault {
        /** An answer with a JSON body. */
        public static Answer json(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "application/json"), body);
        }
    }
}
