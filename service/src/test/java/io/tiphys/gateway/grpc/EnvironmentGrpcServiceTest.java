package io.tiphys.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environmenthealth.EnvironmentProbe;
import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.v1.CredentialMode;
import io.tiphys.v1.Environment;
import io.tiphys.v1.EnvironmentServiceGrpc;
import io.tiphys.v1.ListEnvironmentsRequest;
import io.tiphys.v1.PreflightRequest;
import io.tiphys.v1.PreflightResponse;
import io.tiphys.v1.WorkflowServiceGrpc;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnvironmentGrpcServiceTest {
    private final Set<String> down = ConcurrentHashMap.newKeySet();
    private final AtomicInteger probed = new AtomicInteger();
    private final GrpcApiUnderTest door = new GrpcApiUnderTest(TestEnvironments.wideLimits(), new Reachability());

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void listsTheEnvironmentsThatKnowTheCaller() {
        var environments = door.environments()
                .listEnvironments(ListEnvironmentsRequest.getDefaultInstance())
                .getEnvironmentsList();

        assertThat(environments).extracting(Environment::getName).containsExactly("lab", "production");
        Environment lab = environments.getFirst();
        assertThat(lab.getIsDefault()).isTrue();
        assertThat(lab.getDefaultNamespace()).isEqualTo("science");
        assertThat(lab.getNamespacesList()).containsExactly("other", "science");
        assertThat(lab.getCredentialMode()).isEqualTo(CredentialMode.CREDENTIAL_MODE_DIRECT);
        assertThat(environments.getLast().getIsDefault()).isFalse();
    }

    @Test
    void tellsAStrangerNothingOfTheEnvironments() {
        var stranger = EnvironmentServiceGrpc.newBlockingStub(door.channel);

        Throwable failure =
                catchThrowable(() -> stranger.listEnvironments(ListEnvironmentsRequest.getDefaultInstance()));

        assertThat(StatusReader.problem(failure).reason()).isEqualTo(ErrorReason.CALLER_UNKNOWN);
    }

    @Test
    void answersThePreflightWithItsFindings() {
        down.add("production");

        PreflightResponse response = door.environments()
                .preflight(PreflightRequest.newBuilder()
                        .setEnvironment("production")
                        .build());

        assertThat(response.getReady()).isFalse();
        assertThat(response.getEnvironment()).isEqualTo("production");
        assertThat(response.getFindings(0).getCheck()).isEqualTo("argo-reachable");
        assertThat(response.getFindings(0).getReason())
                .isEqualTo(io.tiphys.v1.ErrorReason.ERROR_REASON_ARGO_UNAVAILABLE);
        assertThat(response.getFindings(0).getMessage()).isEqualTo("It does not answer.");
    }

    @Test
    void servesWhileOneEnvironmentIsReady() {
        down.add("lab");

        assertThat(health(WorkflowServiceGrpc.SERVICE_NAME)).isEqualTo(ServingStatus.SERVING);
        assertThat(health("")).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void doesNotServeWorkflowsWhenNoEnvironmentIsReady() {
        down.add("lab");
        down.add("production");

        assertThat(health(WorkflowServiceGrpc.SERVICE_NAME)).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(health("")).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(health(EnvironmentServiceGrpc.SERVICE_NAME)).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void keepsTheAnswerForAWhile() {
        for (int i = 0; i < 20; i++) {
            health("");
        }

        assertThat(probed.get()).isLessThan(20);
    }

    @Test
    void knowsNoHealthOfOtherServices() {
        Throwable failure = catchThrowable(() -> health("tiphys.v1.Juggler"));

        assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void tellsTheHealthToWhoWatchesIt() throws InterruptedException {
        var reader = StreamCollector.<HealthCheckRequest, HealthCheckResponse>eager();

        HealthGrpc.newStub(door.channel)
                .watch(HealthCheckRequest.newBuilder().setService("unheard-of").build(), reader);

        assertThat(reader.next().getStatus()).isEqualTo(ServingStatus.SERVICE_UNKNOWN);
        reader.call().cancel("enough", null);
    }

    private ServingStatus health(String service) {
        return HealthGrpc.newBlockingStub(door.channel)
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    private final class Reachability implements EnvironmentProbe {
        @Override
        public String check() {
            return "argo-reachable";
        }

        @Override
        public int place() {
            return 1;
        }

        @Override
        public Finding probe(SubmissionEnvironment environment) {
            probed.incrementAndGet();
            return down.contains(environment.name())
                    ? Finding.failed(check(), ErrorReason.ARGO_UNAVAILABLE, "It does not answer.")
                    : Finding.passed(check(), "It answers.");
        }
    }
}
