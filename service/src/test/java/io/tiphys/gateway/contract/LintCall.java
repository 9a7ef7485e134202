package io.tiphys.gateway.contract;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.tiphys.v1.LintFilesRequest;
import io.tiphys.v1.LintFilesResponse;
import io.tiphys.v1.LintServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One call with a stream in both directions. */
final class LintCall implements StreamObserver<LintFilesResponse> {
    private final LintServiceGrpc.LintServiceStub stub;
    private final List<LintFilesResponse> answers = new ArrayList<>();
    private final CompletableFuture<List<LintFilesResponse>> ended = new CompletableFuture<>();

    LintCall(LintServiceGrpc.LintServiceStub stub) {
        this.stub = stub;
    }

    /** @throws StatusRuntimeException with what the gateway answered instead */
    List<LintFilesResponse> make(List<LintFilesRequest> requests) {
        StreamObserver<LintFilesRequest> files = stub.lintFiles(this);
        try {
            requests.forEach(files::onNext);
            files.onCompleted();
        } catch (IllegalStateException e) {
            // the gateway has ended the call already; why, is told to the observer
        }
        try {
            return ended.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StatusRuntimeException refused ? refused : e;
        }
    }

    @Override
    public void onNext(LintFilesResponse answer) {
        answers.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
        ended.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        ended.complete(List.copyOf(answers));
    }
}
