package io.tiphys.gateway.collector;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Calls of one gateway for all tests of a class, each by a caller with a trace of its own. */
abstract class TracedGatewayCalls {
    static final String SPAN = "00f067aa0ba902b7";

    static TracedGateway traced;

    /** The trace of the caller, for each test another one. */
    final String trace = UUID.randomUUID().toString().replace("-", "");

    final String parent = "00-" + trace + "-" + SPAN + "-01";

    @BeforeAll
    static void start() {
        traced = new TracedGateway();
    }

    @AfterAll
    static void stop() {
        traced.close();
    }

    @AfterEach
    void forgetRequests() {
        traced.seenByArgo.clear();
    }
}
