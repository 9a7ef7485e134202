package io.tiphys.gateway.contract;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.contract.GatewayDriver.ViolationView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a status says of a refusal. */
final class GrpcRefusals {
    private GrpcRefusals() {}

    /** What was refused, and why. */
    static Refusal.View view(StatusRuntimeException e) {
        Status status = StatusProto.fromThrowable(e);
        String reason = e.getStatus().getCode().name();
        Map<String, String> metadata = new LinkedHashMap<>();
        List<ViolationView> violations = new ArrayList<>();
        List<ViolationView> warnings = new ArrayList<>();
        for (Any detail : status == null ? List.<Any>of() : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                ErrorInfo info = unpack(detail, ErrorInfo.class);
                reason = info.getReason();
                metadata.putAll(info.getMetadataMap());
            } else if (detail.is(BadRequest.class)) {
                unpack(detail, BadRequest.class)
                        .getFieldViolationsList()
                        .forEach(one -> (one.getDescription().startsWith("warning: ") ? warnings : violations)
                                .add(new ViolationView(one.getReason(), one.getField())));
            }
        }
        Optional<String> manifest = Optional.ofNullable(metadata.remove("manifest"));
        boolean retryable = Boolean.parseBoolean(metadata.remove("retryable"));
        return new Refusal.View(
                reason,
                String.valueOf(e.getStatus().getDescription()),
                violations,
                warnings,
                metadata,
                manifest,
                retryable);
    }

    private static <M extends com.google.protobuf.Message> M unpack(Any any, Class<M> type) {
        try {
            return any.unpack(type);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
