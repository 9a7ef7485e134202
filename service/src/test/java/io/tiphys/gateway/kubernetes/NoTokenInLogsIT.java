package io.tiphys.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.tiphys.gateway.access.caller.TokenReviewer.Turn;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenMinter.AccountKey;
import io.tiphys.gateway.fakes.CountedRejections;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.TestNamespace;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** With everything logged that can be logged, no token is. */
final class NoTokenInLogsIT {
    private static final class Recorder extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getFormattedMessage() + " " + trace);
        }
    }

    @Test
    void writesNoTokenAtAnyLevel() {
        ClusterUnderTest underTest = ClusterUnderTest.current();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger fabric8 = context.getLogger("io.fabric8");
        Logger ours = context.getLogger("io.tiphys");
        Recorder recorder = new Recorder();
        recorder.setContext(context);
        recorder.start();
        for (Logger logger : List.of(fabric8, ours)) {
            logger.setLevel(Level.TRACE);
            logger.setAdditive(false);
            logger.addAppender(recorder);
        }
        try {
            List<BearerToken> tokens = useTokens(underTest);
            String written = recorder.lines.stream().collect(Collectors.joining("\n"));
            assertThat(written).as("something is logged at all").isNotEmpty();
            assertThat(tokens)
                    .allSatisfy(token -> assertThat(written.contains(token.reveal()))
                            .as("a token is in the log")
                            .isFalse());
            assertThat(written).doesNotContainIgnoringCase("Authorization: Bearer");
        } finally {
            for (Logger logger : List.of(fabric8, ours)) {
                logger.detachAppender(recorder);
                logger.setAdditive(true);
                logger.setLevel(null);
            }
        }
        assertThat(java.util.logging.Logger.getLogger("jdk.httpclient.HttpClient")
                        .isLoggable(java.util.logging.Level.SEVERE))
                .as("the JDK's client may log headers")
                .isFalse();
    }

    /** One use of each adapter, good and bad. */
    private static List<BearerToken> useTokens(ClusterUnderTest underTest) {
        try (TestNamespace namespace = TestNamespace.create(underTest);
                GatewayAccount gateway = GatewayAccount.forTokenRequest(underTest, namespace);
                OneCluster cluster = OneCluster.at(gateway.access())) {
            namespace.serviceAccount(EnvironmentSettings.SUBMITTER);
            BearerToken caller = namespace.token(EnvironmentSettings.SUBMITTER);
            BearerToken garbage = BearerToken.of("garbage-that-must-not-be-told");
            var reviewer = new Fabric8TokenReviewer(cluster.clusters(), new CountedRejections());
            var access = new Fabric8AccessReviewer(cluster.clusters());
            var check = Operation.SUBMIT.rightsIn(namespace.name()).getFirst();
            for (BearerToken token : List.of(caller, garbage)) {
                reviewer.review(OneCluster.NAME, token, Turn.KNOWN);
                access.reviewSelf(OneCluster.NAME, token, check);
            }
            BearerToken minted = new Fabric8TokenMinter(cluster.clusters())
                    .mint(
                            OneCluster.NAME,
                            new AccountKey(namespace.name(), EnvironmentSettings.SUBMITTER, List.of()),
                            Duration.ofHours(1))
                    .token();
            return List.of(caller, garbage, minted, gateway.token());
        }
    }
}
