package io.tiphys.gateway.server;

import com.linecorp.armeria.server.HttpService;
import io.tiphys.gateway.server.body.DrainedBodies;
import io.tiphys.gateway.server.body.RequestBodyTimeout;
import io.tiphys.gateway.server.body.ResponseReadTimeout;
import io.tiphys.gateway.server.body.UnreadBodies;
import io.tiphys.gateway.server.call.CallEntry;
import io.tiphys.gateway.server.call.CallRecorder;
import io.tiphys.gateway.server.call.ProblemAnswers;
import io.tiphys.gateway.server.call.SingleHeaders;
import io.tiphys.gateway.server.configuration.CrossOrigins;
import io.tiphys.gateway.server.configuration.ServerConfiguration;
import io.tiphys.gateway.server.micronaut.MicronautService;
import io.tiphys.gateway.tracing.Tracing;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The decorators in front of every API. Immutable. */
@Singleton
final class EntryChain {
    private final HttpService service;

    /** @param grpc absent when the gRPC server is switched off */
    EntryChain(
            ServerConfiguration configuration,
            MicronautService rest,
            Optional<GrpcHandler> grpc,
            ArgoApiHandler argoApi,
            ProblemAnswers answers,
            CallRecorder recorder,
            CallEntry.Listener listener,
            Tracing tracing) {
        HttpService router = new ProtocolRouter(rest, grpc, argoApi, answers, configuration.maxAnonymousStreams());
        HttpService read = new ResponseReadTimeout(router, configuration.answerTimeout());
        HttpService watched = new RequestBodyTimeout(read, configuration.bodyTimeout(), answers);
        HttpService single = new SingleHeaders(watched, answers);
        HttpService limited = new HeaderLimit(single, configuration.maxHeaderSize(), answers);
        HttpService entry = new CallEntry(limited, recorder, listener, tracing);
        HttpService drained = new DrainedBodies(entry);
        HttpService allowed = CrossOrigins.allow(configuration.allowedOrigins(), drained);
        service = new UnreadBodies(allowed);
    }

    /** The whole chain: end of unread bodies, origins, draining of bodies, entry, size of headers, single headers, pace of bodies and of responses, router. */
    HttpService service() {
        return service;
    }
}
