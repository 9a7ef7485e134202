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

    /** @param environment the environment's name as the request has it; empty for the default one */
    Admission enter(String environment) {
        return entrance.enter(
                FieldMapper.text(environment), GrpcRequest.current().authorization(), GrpcRequest.callerTime());
    }

    /** Lets the caller into all environments that know it. */
    List<Admission> enterAll() {
        return entrance.enterAll(GrpcRequest.current().authorization(), GrpcRequest.callerTime());
    }
}
