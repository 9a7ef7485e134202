package io.tiphys.gateway.argo.client.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.argo.client.framing.ArgoAnswer;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are those of argo-workflows v4.0.5 and Kubernetes 1.36, as they came over the wire or stand in the source. */
class ArgoErrorsTest {
    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            READ   |  7 | ACCESS_DENIED             | workflows.argoproj.io "x" is forbidden: User "system:serviceaccount:science:nobody" cannot get resource "workflows" in API group "argoproj.io" in the namespace "science"
            READ   |  7 | ACCESS_DENIED             | Permission denied, you are not allowed to list workflows in namespace "science". Maybe you want to specify a namespace with query parameter `.namespace=science`?
            READ   |  7 | ACCESS_DENIED             | not allowed
            CHANGE |  7 | QUOTA_EXCEEDED            | workflows.argoproj.io "x" is forbidden: exceeded quota: few, requested: count/workflows.argoproj.io=1, used: count/workflows.argoproj.io=2, limited: count/workflows.argoproj.io=2
            CHANGE |  7 | NAMESPACE_NOT_FOUND       | workflows.argoproj.io "x" is forbidden: unable to create new content in namespace science because it is being terminated
            CHANGE |  7 | WORKFLOW_REFUSED_BY_ARGO  | callContext webhook "policy.example.com" denied the request: no privileged pods
            CHANGE |  3 | WORKFLOW_REFUSED_BY_ARGO  | workflows.argoproj.io "x" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: failed expression: false
            READ   |  5 | WORKFLOW_NOT_FOUND        | workflows.argoproj.io "x" not found
            CHANGE |  5 | WORKFLOW_NOT_FOUND        | workflowtemplates.argoproj.io "nope" not found
            CHANGE |  5 | NAMESPACE_NOT_FOUND       | namespaces "nowhere" not found
            READ   |  3 | WORKFLOW_NOT_FOUND        | 'x' is not managed by the current Argo Server
            CHANGE |  6 | WORKFLOW_ALREADY_EXISTS   | workflows.argoproj.io "x" already exists
            CHANGE |  6 | WORKFLOW_CONFLICT         | Operation cannot be fulfilled on resourcequotas "few": the object has been modified; please apply your changes to the latest version and try again
            CHANGE |  6 | WORKFLOW_CONFLICT         | Operation cannot be fulfilled on workflows.argoproj.io "x": the object has been modified; please apply your changes to the latest version and try again
            CHANGE |  6 | WORKFLOW_CONFLICT         | workflows.argoproj.io "x-abcde" already exists, the server was not able to generate a unique name for the object
            CHANGE |  3 | WORKFLOW_REFUSED_BY_ARGO  | spec.entrypoint is required
            CHANGE |  3 | WORKFLOW_REFUSED_BY_ARGO  | json: cannot unmarshal number into Go struct field Workflow.workflow.metadata of type v1.ObjectMeta
            CHANGE |  3 | WORKFLOW_REFUSED_BY_ARGO  | Workflow.argoproj.io "x-htpjm" is invalid: spec.parallelism: Invalid value: 0: spec.parallelism in body should be greater than or equal to 1
            LINT   |  2 | WORKFLOW_REFUSED_BY_ARGO  | template name 'b' undefined
            LINT   |  2 | ARGO_BROKEN               | runtime error: invalid memory address or nil pointer dereference
            LINT   |  5 | WORKFLOW_NOT_FOUND        | workflowtemplates.argoproj.io "nope" not found
            CHANGE | 13 | WORKFLOW_STATE_UNSUITABLE | timed out waiting for the condition: cannot suspend completed workflows
            CHANGE | 13 | WORKFLOW_STATE_UNSUITABLE | cannot shutdown a completed workflow: workflow: "x", namespace: "science"
            CHANGE | 13 | WORKFLOW_STATE_UNSUITABLE | currently, set only targets suspend nodes: no suspend nodes matching nodeFieldSelector: displayName=zz
            CHANGE |  3 | WORKFLOW_STATE_UNSUITABLE | Cannot retry a workflow in phase Running
            CHANGE |  3 | WORKFLOW_STATE_UNSUITABLE | To retry a succeeded workflow, set the options restartSuccessful and nodeFieldSelector
            CHANGE |  3 | WORKFLOW_STATE_UNSUITABLE | workflow must be Failed/Error to resubmit in memoized mode
            CHANGE | 13 | WORKFLOW_REFUSED_BY_ARGO  | expected parameter of the form: NAME=VALUE. Received: x
            CHANGE | 13 | WORKFLOW_REFUSED_BY_ARGO  | invalid selector: 'displayName'; can't understand 'displayName'
            READ   | 13 | WORKFLOW_REFUSED_BY_ARGO  | failed to compile "(": error parsing regexp: missing closing ): `(`
            READ   |  3 | WORKFLOW_REFUSED_BY_ARGO  | unable to parse requirement: found '!', expected: ',', or identifier
            READ   |  3 | WATCH_EXPIRED             | too old resource version: 1 (299)
            READ   | 13 | WORKFLOW_REFUSED_BY_ARGO  | resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax
            CHANGE | 13 | WORKFLOW_TOO_LARGE        | etcdserver: request is too large
            CHANGE |  3 | WORKFLOW_TOO_LARGE        | Request entity too large: limit is 3145728
            CHANGE |  8 | WORKFLOW_TOO_LARGE        | grpc: received message larger than max (104857601 vs. 104857600)
            READ   |  8 | ARGO_THROTTLED            | rate limit exceeded
            CHANGE | 14 | ARGO_UNAVAILABLE          | connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:2746: connect: connection refused"
            CHANGE | 14 | OUTCOME_UNKNOWN           | transport is closing
            READ   | 14 | ARGO_UNAVAILABLE          | transport is closing
            CHANGE | 13 | ARGO_UNAVAILABLE          | Post "https://10.96.0.1:443/apis/argoproj.io/v1alpha1/namespaces/science/workflows": dial tcp 10.96.0.1:443: connect: connection refused
            CHANGE | 13 | OUTCOME_UNKNOWN           | Post "https://10.96.0.1:443/apis/argoproj.io/v1alpha1/namespaces/science/workflows": http2: client connection lost
            CHANGE | 13 | OUTCOME_UNKNOWN           | Post "https://127.0.0.1:17443/apis/argoproj.io/v1alpha1/namespaces/science/workflows": read tcp 127.0.0.1:46268->127.0.0.1:17443: read: connection reset by peer
            CHANGE | 13 | OUTCOME_UNKNOWN           | etcdserver: request timed out
            CHANGE |  4 | OUTCOME_UNKNOWN           | create request failed due to timeout, but it's possible that workflow "x-abcde" already exists. Original error: The POST operation against Workflow.argoproj.io could not be completed at this time, please try again.
            READ   |  4 | ARGO_UNAVAILABLE          | context deadline exceeded
            CHANGE |  1 | OUTCOME_UNKNOWN           | context canceled
            READ   | 12 | ARGO_BROKEN               | Not Implemented
            READ   | 13 | ARGO_BROKEN               | unable to CleanFields in request: unexpected end of JSON input
            """)
    void readsWhatArgoSays(Effect effect, int code, ErrorReason reason, String message) {
        assertThat(problem(new ArgoAnswer(200, Optional.of(code), message, Optional.empty()), effect)
                        .reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            READ   | 301 | ARGO_BROKEN
            READ   | 403 | ACCESS_DENIED
            READ   | 404 | ARGO_BROKEN
            LINT   | 413 | WORKFLOW_TOO_LARGE
            CHANGE | 413 | WORKFLOW_TOO_LARGE
            READ   | 429 | ARGO_THROTTLED
            READ   | 500 | ARGO_BROKEN
            READ   | 502 | ARGO_UNAVAILABLE
            CHANGE | 502 | OUTCOME_UNKNOWN
            READ   | 503 | ARGO_UNAVAILABLE
            CHANGE | 503 | ARGO_UNAVAILABLE
            READ   | 504 | ARGO_UNAVAILABLE
            CHANGE | 504 | OUTCOME_UNKNOWN
            """)
    void readsWhatSomethingInBetweenSays(Effect effect, int status, ErrorReason reason) {
        assertThat(problem(new ArgoAnswer(status, Optional.empty(), "", Optional.empty()), effect)
                        .reason())
                .isEqualTo(reason);
    }

    /** Argo changes a workflow and then reads it again: the reading may be what failed. */
    @Test
    void doesNotKnowWhichStepOfAChangeFailed() {
        ArgoRequest stop = ArgoRequest.put(ArgoPath.of("x"), new byte[0], Map.of());
        String message = "Get \"https://10.96.0.1:443/apis\": dial tcp 10.96.0.1:443: connect: connection refused";

        assertThat(((GatewayException) ArgoErrors.toException(answer(13, message), stop))
                        .problem()
                        .reason())
                .isEqualTo(ErrorReason.OUTCOME_UNKNOWN);
    }

    @Test
    void tellsThatATokenWasRefused() {
        ArgoRequest request = request(Effect.READ);

        assertThat(ArgoErrors.toException(
                        new ArgoAnswer(401, Optional.of(16), "Unauthorized", Optional.empty()), request))
                .isInstanceOf(CredentialRefusedException.class);
        assertThat(ArgoErrors.toException(new ArgoAnswer(401, Optional.empty(), "", Optional.empty()), request))
                .isInstanceOf(CredentialRefusedException.class);
    }

    @Test
    void showsWhatIsAboutTheRequest() {
        assertThat(problem(answer(3, "template name 'b' undefined"), Effect.CHANGE)
                        .detail())
                .isEqualTo("template name 'b' undefined");
        assertThat(problem(answer(7, "not allowed"), Effect.READ).metadata()).containsEntry("decidedBy", "ARGO");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            Get "https://10.96.0.1:443/api": net/http: TLS handshake timeout
            stat /tmp/x: panic in server.go:42
            goroutine 1 [running]
            upstream argo-server.argo.svc answered nonsense
            write tcp 127.0.0.1:52344->127.0.0.1:2746: bad descriptor
            """)
    void hidesWhatIsBehindTheArgoServer(String message) {
        assertThat(problem(answer(13, message), Effect.READ))
                .isEqualTo(Problem.of(ErrorReason.ARGO_BROKEN, "The Argo Server reports an internal error."));
    }

    @Test
    void neverRepeatsAToken() {
        String jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";

        RuntimeException failure = ArgoErrors.toException(
                answer(3, "cannot use Bearer abc and " + jwt + " or v2:aaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
                request(Effect.CHANGE));

        assertThat(failure.getMessage() + failure.getCause())
                .contains("cannot use *** and *** or ***")
                .doesNotContain("abc", "eyJ", "v2:");
    }

    @Test
    void saysHowLongToWaitWhenThrottled() {
        ArgoAnswer told = new ArgoAnswer(429, Optional.empty(), "", Optional.of(Duration.ofSeconds(7)));

        assertThat(problem(told, Effect.READ).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(problem(answer(8, "slow down"), Effect.READ).retryAfter()).contains(Duration.ofSeconds(1));
    }

    @Test
    void tellsWhereToLookWhenTheOutcomeIsUnknown() {
        ArgoRequest delete = ArgoRequest.delete(ArgoPath.of("x"), Map.of("workflow", "hello"));

        GatewayException failure = (GatewayException) ArgoErrors.toException(answer(4, "late"), delete);

        assertThat(failure.problem().metadata()).containsEntry("workflow", "hello");
    }

    private static ArgoAnswer answer(int code, String message) {
        return new ArgoAnswer(500, Optional.of(code), message, Optional.empty());
    }

    private static Problem problem(ArgoAnswer answer, Effect effect) {
        return ((GatewayException) ArgoErrors.toException(answer, request(effect))).problem();
    }

    private static ArgoRequest request(Effect effect) {
        return ArgoRequest.postWorkflow(ArgoPath.of("x"), new byte[0], effect);
    }
}
