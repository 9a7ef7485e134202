package io.tiphys.gateway.witness;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Changes one thing of a request, such that two readers may understand it differently. Used by one thread. */
final class Mutations {
    private final Random random;
    private final List<UnaryOperator<WitnessRequest>> http;
    private final List<UnaryOperator<WitnessRequest>> grpc;

    Mutations(Random random, Names names, List<Procedure> procedures) {
        this.random = random;
        PathMutations path = new PathMutations(random, names);
        QueryMutations query = new QueryMutations(random, names, procedures);
        HeaderMutations header = new HeaderMutations(random, names);
        BodyMutations body = new BodyMutations(random, names);
        http = List.of(path::mutate, query::mutate, query::mutate, header::mutate, header::mutateMethod, body::mutate);
        grpc = List.of(header::mutateMetadata, body::mutate, body::mutateMessage, path::mutateFullMethod);
    }

    WitnessRequest mutate(WitnessRequest request) {
        List<UnaryOperator<WitnessRequest>> all = request.wire() == Wire.GRPC ? grpc : http;
        return all.get(random.nextInt(all.size())).apply(request);
    }
}
