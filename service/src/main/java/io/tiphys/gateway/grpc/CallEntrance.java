package io.tiphys.gateway.grpc;

import io.tiphys.gateway.access.Admission;
import io.tiphys.gateway.access.EnvironmentEntrance;
import jakarta.inject.Singleton;
import java.util.List;

/** Takes the caller of the current call, with the time that it gives, to the entrance. */
@Singleton
final class CallEntrance {
    private final EnvironmentEntrance entrance;

    CallEntrance(EnvironmentEntrance entrance) {
        this.entrance = entrance;
    }

    /**
     * Lets the caller into an environment.
     *
     * @param environment the environment's name as the request has it; empty for the default one
     * @param namespace the namespace as the request has it, for the record of the call
     */
    Admission enter(String environment, String namespace) {
        GrpcRequest request = GrpcRequest.current();
        Admission admission =
                entrance.enter(FieldMapper.text(environment), request.authorization(), GrpcRequest.callerTime());
        request.facts().admitted(admission, namespace);
        return admission;
    }

    /** Lets the caller into all environments that know it. */
    List<Admission> enterAll() {
        GrpcRequest request = GrpcRequest.current();
        List<Admission> admissions = entrance.enterAll(request.authorization(), GrpcRequest.callerTime());
        request.facts().caller(admissions.getFirst());
        return admissions;
    }
}
