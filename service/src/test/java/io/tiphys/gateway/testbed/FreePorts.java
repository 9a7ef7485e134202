package io.tiphys.gateway.testbed;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports to listen on later, or again. They lie below those that Linux gives to outgoing connections (32768 and up), so that none of
 * the connections of other tests takes one in the meantime. Each JVM of a build has ports of its own. Thread-safe.
 */
public final class FreePorts {
    private static final int NUMBER = 3_000;
    private static final int MOST_JVMS = 4;
    private static final int FIRST = 20_000 + NUMBER * (Integer.getInteger("surefire.forkNumber", 0) % MOST_JVMS);
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(NUMBER));

    private FreePorts() {}

    /** A port that nobody listens on now, and no other than before in this process. */
    public static int next() {
        for (int tried = 0; tried < NUMBER; tried++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), NUMBER);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody listens there: the next one.
            }
        }
        throw new IllegalStateException("no port is free");
    }
}
