package io.tiphys.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.v1.LintFilesRequest;
import io.tiphys.v1.LintFilesResponse;
import io.tiphys.v1.LintServiceGrpc;
import io.tiphys.v1.WorkflowFinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LintGrpcServiceTest {
    private static final String TEMPLATE = """
            apiVersion: argoproj.io/v1alpha1
            kind: WorkflowTemplate
            metadata: {name: library}
            spec: {templates: [{name: work, suspend: {}}]}
            """;

    private static final String USER = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata: {generateName: user-}
            spec:
              entrypoint: main
              templates: [{name: main, steps: [[{name: one, templateRef: {name: library, template: work}}]]}]
            """;

    private final GrpcApiUnderTest door = new GrpcApiUnderTest(TestEnvironments.wideLimits());

    private final Answers answers = new Answers();

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void answersEveryFileInItsOrderWhenTheLastIsThere() {
        StreamObserver<LintFilesRequest> files = call();
        files.onNext(file("lab", "user.yaml", USER));
        files.onNext(file("", "broken.yaml", "kind: ["));
        files.onNext(file("lab", "library.yaml", TEMPLATE));
        files.onCompleted();

        List<LintFilesResponse> answered = answers.ended.join();

        assertThat(answered)
                .extracting(LintFilesResponse::getName)
                .containsExactly("user.yaml", "broken.yaml", "library.yaml");
        assertThat(answered).extracting(LintFilesResponse::getValid).containsExactly(true, false, true);
        assertThat(answered.get(1).getFindingsList())
                .extracting(WorkflowFinding::getLink)
                .allSatisfy(link -> assertThat(link).startsWith("/docs/rules#"));
    }

    @Test
    void answersNothingToACallWithoutFiles() {
        call().onCompleted();

        assertThat(answers.ended.join()).isEmpty();
    }

    @Test
    void endsACallWhoseNextFileDoesNotCome() {
        try (GrpcApiUnderTest hurried =
                new GrpcApiUnderTest(TestEnvironments.limits(Duration.ofMillis(500), Duration.ofSeconds(30)))) {
            call(hurried).onNext(file("lab", "user.yaml", USER));

            assertThat(refusal()).isEqualTo(ErrorReason.DEADLINE_EXCEEDED);
        }
    }

    @Test
    void refusesAStrangerAtTheFirstFile() {
        LintServiceGrpc.newStub(door.channel).lintFiles(answers).onNext(file("lab", "user.yaml", USER));

        assertThat(refusal()).isEqualTo(ErrorReason.CALLER_UNKNOWN);
    }

    @Test
    void refusesFilesForTwoEnvironmentsInOneCall() {
        StreamObserver<LintFilesRequest> files = call();
        files.onNext(file("lab", "user.yaml", USER));
        files.onNext(file("production", "library.yaml", TEMPLATE));

        assertThat(refusal()).isEqualTo(ErrorReason.REQUEST_INVALID);
    }

    @Test
    void refusesFilesThatAreTooLargeTogether() {
        StreamObserver<LintFilesRequest> files = call();
        LintFilesRequest large = LintFilesRequest.newBuilder()
                .setContent(ByteString.copyFrom(new byte[3 * 1024 * 1024]))
                .build();
        files.onNext(large);
        files.onNext(large);

        assertThat(refusal()).isEqualTo(ErrorReason.REQUEST_TOO_LARGE);
    }

    private StreamObserver<LintFilesRequest> call() {
        return call(door);
    }

    private StreamObserver<LintFilesRequest> call(GrpcApiUnderTest to) {
        return GrpcApiUnderTest.authorized(LintServiceGrpc.newStub(to.channel)).lintFiles(answers);
    }

    private static LintFilesRequest file(String environment, String name, String content) {
        return LintFilesRequest.newBuilder()
                .setEnvironment(environment)
                .setName(name)
                .setContent(ByteString.copyFromUtf8(content))
                .build();
    }

    private ErrorReason refusal() {
        CompletionException ended = catchThrowableOfType(CompletionException.class, answers.ended::join);
        StatusRuntimeException refused = (StatusRuntimeException) Objects.requireNonNull(ended.getCause());
        return StatusReader.problem(Objects.requireNonNull(StatusProto.fromThrowable(refused)))
                .reason();
    }

    private static final class Answers implements StreamObserver<LintFilesResponse> {
        private final List<LintFilesResponse> all = new ArrayList<>();
        private final CompletableFuture<List<LintFilesResponse>> ended = new CompletableFuture<>();

        @Override
        public void onNext(LintFilesResponse answer) {
            all.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            ended.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            ended.complete(List.copyOf(all));
        }
    }
}
