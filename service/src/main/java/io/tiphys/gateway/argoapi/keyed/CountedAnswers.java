package io.tiphys.gateway.argoapi.keyed;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SplitHttpResponse;
import io.tiphys.gateway.admission.unfinished.Slot;
import io.tiphys.gateway.grpcwire.GrpcTrailers;
import java.util.Set;

/** Gives back the slot of a creation when its response says that nothing was created. */
public final class CountedAnswers {
    /** Codes of gRPC with which nothing was done: Kubernetes or Argo refused the request. */
    private static final Set<Integer> REFUSALS = Set.of(3, 5, 6, 7, 8, 9, 11, 12, 16);

    private CountedAnswers() {}

    /** The response, whose head has arrived, watched on its way. */
    public static HttpResponse watched(HttpResponse response, Slot slot) {
        SplitHttpResponse parts = response.split();
        ResponseHeaders head = parts.headers().join();
        if (refuses(head.status()) || refuses(head)) {
            slot.notCreated();
        }
        return parts.unsplit().peekTrailers(trailers -> {
            if (refuses(trailers)) {
                slot.notCreated();
            }
        });
    }

    /** Argo answers 408 to a cancelled call, which may have been carried out. */
    private static boolean refuses(HttpStatus status) {
        return status.isClientError() && !status.equals(HttpStatus.REQUEST_TIMEOUT);
    }

    private static boolean refuses(HttpHeaders headers) {
        return REFUSALS.contains(headers.getInt(GrpcTrailers.STATUS, 0));
    }
}
