package io.tiphys.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.grpc.call.FieldMapper;
import io.tiphys.gateway.grpc.call.GrpcCallAuthenticator;
import io.tiphys.gateway.grpc.call.GrpcRequest;
import io.tiphys.gateway.grpc.mapper.PreflightMapper;
import io.tiphys.gateway.grpc.stream.EventPump;
import io.tiphys.gateway.grpc.stream.IncomingMessages;
import io.tiphys.gateway.grpc.stream.ListedEvents;
import io.tiphys.gateway.lint.LintBatch;
import io.tiphys.gateway.lint.LintFile;
import io.tiphys.gateway.lint.LintFiles;
import io.tiphys.gateway.lint.LintedFile;
import io.tiphys.v1.LintFilesRequest;
import io.tiphys.v1.LintFilesResponse;
import io.tiphys.v1.LintServiceGrpc;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** {@code tiphys.v1.LintService}: the caller streams the files one by one, and gets all responses after the last file. */
@Singleton
final class LintGrpcService implements LintServiceGrpc.AsyncService, BindableService {
    /** The timeout of the first message; until this message arrives the caller is unknown. */
    private static final Duration FIRST_MESSAGE = Duration.ofSeconds(10);

    private final GrpcCallAuthenticator authenticator;
    private final LintFiles linter;

    LintGrpcService(GrpcCallAuthenticator authenticator, LintFiles linter) {
        this.authenticator = authenticator;
        this.linter = linter;
    }

    /** Messages pass the interceptors as bytes, so that a too large or unreadable message is rejected like any other. */
    @Override
    public ServerServiceDefinition bindService() {
        return ServerInterceptors.useInputStreamMessages(LintServiceGrpc.bindService(this));
    }

    @Override
    public StreamObserver<LintFilesRequest> lintFiles(StreamObserver<LintFilesResponse> observer) {
        var messages = IncomingMessages.<LintFilesRequest>of(observer);
        EventPump.start(
                observer, LintGrpcService::response, LintFilesResponse.getDefaultInstance(), () -> linted(messages));
        return messages;
    }

    private EventPump.Opened<LintedFile> linted(IncomingMessages<LintFilesRequest> messages) {
        Deadline timeout =
                Deadline.after(FIRST_MESSAGE).within(GrpcRequest.callerTime().orElse(FIRST_MESSAGE));
        Optional<LintFilesRequest> message = messages.next(timeout);
        String environment = message.map(LintFilesRequest::getEnvironment).orElse("");
        CallContext callContext = authenticator.authenticate(environment, "");
        LintBatch batch = new LintBatch();
        while (message.isPresent()) {
            batch.add(file(message.get(), environment));
            message = messages.next(callContext.deadline());
        }
        var answers = new ListedEvents<>(linter.lint(callContext, batch));
        return new EventPump.Opened<>(
                answers, callContext.environment().limits().streamHeartbeat());
    }

    private static LintFile file(LintFilesRequest message, String environment) {
        if (!message.getEnvironment().isEmpty() && !message.getEnvironment().equals(environment)) {
            throw FieldMapper.invalid("environment", "environment", "All files of one call need the same environment.");
        }
        return new LintFile(message.getName(), message.getContent().toByteArray());
    }

    private static LintFilesResponse response(LintedFile file) {
        return LintFilesResponse.newBuilder()
                .setName(file.name())
                .setValid(file.valid())
                .addAllFindings(PreflightMapper.findings(file.findings()))
                .build();
    }
}
