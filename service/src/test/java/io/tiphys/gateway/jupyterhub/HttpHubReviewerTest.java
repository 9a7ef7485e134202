package io.tiphys.gateway.jupyterhub;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tiphys.gateway.access.caller.HubReviewer.HubReview;
import io.tiphys.gateway.access.caller.HubReviewer.HubService;
import io.tiphys.gateway.access.caller.HubReviewer.HubUser;
import io.tiphys.gateway.access.caller.HubReviewer.UnknownToHub;
import io.tiphys.gateway.access.caller.Rejections.Cause;
import io.tiphys.gateway.access.caller.TokenReviewer.Turn;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.JupyterHub;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.CountedRejections;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.fakes.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that no hub can be made to give come from a scripted server; {@code JupyterHubIT} asks a real hub. */
@Timeout(60)
final class HttpHubReviewerTest {
    private static final BearerToken TOKEN = BearerToken.of("0123456789abcdef0123456789abcdef");

    private static final String ALICE = """
            {"kind": "user", "name": "alice", "groups": ["students"], "admin": false, "token_id": "a1",
             "session_id": null, "scopes": ["access:services!service=tiphys", "read:users:name!user=alice"]}""";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountedRejections rejections = new CountedRejections();
    private final HttpHubReviewer reviewer = new HttpHubReviewer(rejections, new TestTime());
    private HttpServer server;
    private SubmissionEnvironment environment;
    private volatile int status = 200;
    private volatile String body = ALICE;
    private volatile boolean waits;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        environment = TestEnvironments.withJupyterHub(
                "lab",
                new JupyterHub(
                        "laboratory",
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hub/api"),
                        "tiphys",
                        Optional.empty(),
                        "hub:",
                        "hub:"));
    }

    @AfterEach
    void stop() {
        released.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean held = waits;
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        if (held) {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void readsTheOwnerOfAToken() {
        assertThat(review())
                .isEqualTo(new HubUser(
                        "alice",
                        List.of("students"),
                        List.of("access:services!service=tiphys", "read:users:name!user=alice")));
        assertThat(requests).containsExactly("GET /hub/api/user token " + TOKEN.reveal());
    }

    @Test
    void tellsAServiceFromAPerson() {
        body = "{\"kind\": \"service\", \"name\": \"alice\", \"scopes\": [\"access:services\"]}";

        assertThat(review()).isEqualTo(new HubService());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void knowsARefusalByItsStatus(int refusal) {
        status = refusal;

        assertThat(review()).isEqualTo(new UnknownToHub());
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 301, 302, 307, 400, 429, 500, 502, 503})
    void decidesNothingByAnotherStatusAndFollowsNoRedirect(int other) {
        status = other;

        requireUnavailable();
        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "null",
                "{}",
                "{\"kind\": \"group\", \"name\": \"a\", \"groups\": [], \"scopes\": []}",
                "{\"kind\": [\"user\"], \"name\": \"a\", \"groups\": [], \"scopes\": []}",
                "{\"kind\": \"user\", \"groups\": [], \"scopes\": []}",
                "{\"kind\": \"user\", \"name\": 7, \"groups\": [], \"scopes\": []}",
                "{\"kind\": \"user\", \"name\": \" \", \"groups\": [], \"scopes\": []}",
                "{\"kind\": \"user\", \"name\": \"a\", \"scopes\": []}",
                "{\"kind\": \"user\", \"name\": \"a\", \"groups\": \"staff\", \"scopes\": []}",
                "{\"kind\": \"user\", \"name\": \"a\", \"groups\": [7], \"scopes\": []}",
                "{\"kind\": \"user\", \"name\": \"a\", \"groups\": [null], \"scopes\": []}",
                "{\"kind\": \"user\", \"name\": \"a\", \"groups\": [\"\"], \"scopes\": []}",
                "{\"kind\": \"user\", \"name\": \"a\", \"groups\": []}",
                "{\"kind\": \"user\", \"name\": \"a\", \"groups\": [], \"scopes\": {\"access:services\": true}}",
                "{\"kind\": \"user\", \"name\": \"a\", \"name\": \"b\", \"groups\": [], \"scopes\": []}"
            })
    void decidesNothingByAnAnswerThatIsNotAsDocumented(String answer) {
        body = answer;

        requireUnavailable();
    }

    @Test
    void readsNoAnswerBeyondItsBound() {
        body = ALICE + " ".repeat(512 << 10);

        requireUnavailable();
    }

    @Test
    void waitsTwoSecondsForAHubAtMost() {
        waits = true;

        requireUnavailable();
    }

    @Test
    void saysThatAHubIsAway() {
        server.stop(0);

        requireUnavailable();
    }

    @Test
    void newTokensFillTheirOwnTurnsAndHoldUpNoKnownOne() throws InterruptedException {
        var shares = environment.limits().shares();
        int most = shares.maxNewTokenReviews() + shares.maxWaitingNewTokens();
        waits = true;
        List<Problem> problems = new CopyOnWriteArrayList<>();
        List<Thread> asking = new ArrayList<>();
        for (int i = 0; i < 2 * most; i++) {
            asking.add(Thread.ofVirtual().start(() -> problems.add(failure())));
        }
        Until.until("a new token is refused", () -> !rejections.causes.isEmpty());
        // Only then: a request that comes after the change is answered, and lets others go on.
        Until.until("all permits are in use", () -> requests.size() >= shares.maxNewTokenReviews());
        waits = false;

        assertThat(reviewer.review(environment, TOKEN, Turn.KNOWN)).isInstanceOf(HubUser.class);
        assertThat(requests).hasSizeLessThan(most);

        for (Thread one : asking) {
            one.interrupt();
            one.join();
        }
        assertThat(rejections.causes).containsOnly(Cause.NEW_TOKENS);
        assertThat(problems)
                .filteredOn(problem -> problem.reason() == ErrorReason.TOO_MANY_CALLS)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.retryAfter()).isPresent());
    }

    private Problem failure() {
        try {
            review();
            return Problem.of(ErrorReason.INTERNAL, "the hub answered");
        } catch (GatewayException e) {
            return e.problem();
        }
    }

    private void requireUnavailable() {
        Problem problem = problemOf(ErrorReason.ISSUER_UNAVAILABLE, this::review);
        assertThat(problem.detail()).contains("JupyterHub");
        assertThat(problem.retryAfter()).contains(Duration.ofSeconds(2));
    }

    private HubReview review() {
        return reviewer.review(environment, TOKEN, Turn.NEW);
    }
}
