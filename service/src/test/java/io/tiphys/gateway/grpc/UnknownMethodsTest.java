package io.tiphys.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnknownMethodsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"tiphys.v1.WorkflowService/Other", "tiphys.v1.WorkflowService", "", "/", "a/b/c", "tiphys.v1./"})
    void isOneMethodWhateverNameTheCallerMadeUp(String name) {
        MethodDescriptor<?, ?> method = Objects.requireNonNull(new UnknownMethods().lookupMethod(name, null))
                .getMethodDescriptor();

        assertThat(method.getServiceName()).isEqualTo("tiphys.v1.Unknown");
        assertThat(method.getBareMethodName()).isEqualTo("Unknown");
    }
}
