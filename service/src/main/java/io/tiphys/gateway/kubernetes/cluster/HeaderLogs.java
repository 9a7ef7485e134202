package io.tiphys.gateway.kubernetes.cluster;

import io.fabric8.kubernetes.client.http.HttpClient;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps tokens out of the logs of the HTTP libraries, for every log level and system property that an operator sets. fabric8
 * logs headers at level TRACE, the JDK's client with {@code jdk.httpclient.HttpClient.log=headers}.
 */
final class HeaderLogs {
    /** The name under which fabric8 7.8 adds its logging (StandardHttpClientBuilder). */
    private static final String FABRIC8_LOGGING = "HttpLogging";

    /** A strong reference, because java.util.logging loses the level of a logger that is garbage-collected. */
    private static final Logger JDK_CLIENT = Logger.getLogger("jdk.httpclient.HttpClient");

    private HeaderLogs() {}

    static void silence(HttpClient.Builder builder) {
        builder.addOrReplaceInterceptor(FABRIC8_LOGGING, null);
        silenceJdk();
    }

    static void silenceJdk() {
        JDK_CLIENT.setLevel(Level.OFF);
    }
}
