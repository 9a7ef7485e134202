package io.tiphys.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What tools such as grpcurl ask to show the details of a status. */
@Timeout(30)
final class ErrorDetailsReflectionTest {
    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        String name = InProcessServerBuilder.generateName();
        server = InProcessServerBuilder.forName(name)
                .addService(new GrpcServerFactory().reflection())
                .build()
                .start();
        channel = InProcessChannelBuilder.forName(name).build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void describesTheDetailsOfStatusesWithAllThatTheyReferTo() throws InterruptedException {
        List<ServerReflectionResponse> answers = ask(
                ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol("google.rpc.BadRequest")
                        .build(),
                ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol("google.rpc.BadRequest.FieldViolation")
                        .build(),
                ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol("google.rpc.Status")
                        .build());

        assertThat(names(answers.get(0)))
                .containsExactly("google/rpc/error_details.proto", "google/protobuf/duration.proto");
        assertThat(names(answers.get(1)))
                .contains(BadRequest.getDescriptor().getFile().getName());
        assertThat(names(answers.get(2))).contains("google/rpc/status.proto", "google/protobuf/any.proto");
    }

    @Test
    void leavesAllElseToTheServer() throws InterruptedException {
        List<ServerReflectionResponse> answers = ask(
                ServerReflectionRequest.newBuilder().setListServices("").build(),
                ServerReflectionRequest.newBuilder()
                        .setFileContainingSymbol("google.rpc.Unheard")
                        .build());

        assertThat(answers.get(0).getListServicesResponse().getServiceCount()).isEqualTo(1);
        assertThat(answers.get(1).hasErrorResponse()).isTrue();
    }

    private List<ServerReflectionResponse> ask(ServerReflectionRequest... requests) throws InterruptedException {
        var reader = StreamCollector.<ServerReflectionRequest, ServerReflectionResponse>eager();
        var questions = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(reader);
        List<ServerReflectionResponse> answers = new ArrayList<>();
        for (ServerReflectionRequest request : requests) {
            questions.onNext(request);
            answers.add(reader.next());
        }
        questions.onCompleted();
        return answers;
    }

    private static List<String> names(ServerReflectionResponse answer) {
        return answer.getFileDescriptorResponse().getFileDescriptorProtoList().stream()
                .map(ErrorDetailsReflectionTest::name)
                .toList();
    }

    private static String name(com.google.protobuf.ByteString file) {
        try {
            return FileDescriptorProto.parseFrom(file).getName();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
