package io.tiphys.gateway.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ShrinkerTest {
    @Test
    void keepsOnlyWhatShowsTheFault() {
        WitnessRequest request = new WitnessRequest(
                "workflow.WorkflowService/LintWorkflow",
                Wire.HTTP,
                "minted",
                "all",
                "POST",
                "/api/v1/workflows/served/lint",
                List.of("a=1", "force[true]=", "b=2"),
                List.of("X-One: 1", "X-HTTP-Method-Override: GET"),
                "{\"workflow\":{\"metadata\":{\"name\":\"x\"},\"spec\":{\"entrypoint\":\"m\"}},\"namespace\":\"other\"}",
                "");
        WitnessRequest smallest = Shrinker.smallest(
                request,
                List.of("nobody", "getter", "all"),
                one -> one.query().contains("force[true]=")
                        && one.headers().stream().anyMatch(line -> line.contains("Override"))
                        && one.body().contains("entrypoint")
                        && !one.caller().equals("nobody"));
        assertThat(smallest.caller()).isEqualTo("getter");
        assertThat(smallest.query()).containsExactly("force[true]=");
        assertThat(smallest.headers()).containsExactly("X-HTTP-Method-Override: GET");
        assertThat(smallest.body()).isEqualTo("{\"workflow\":{\"spec\":{\"entrypoint\":\"m\"}}}");
        assertThat(smallest.command())
                .isEqualTo("curl --path-as-is -gsX POST -H \"Authorization: Bearer $TOKEN\" -H 'X-HTTP-Method-Override:"
                        + " GET' --data-binary '{\"workflow\":{\"spec\":{\"entrypoint\":\"m\"}}}'"
                        + " \"$G\"'/api/v1/workflows/served/lint?force[true]='");
    }
}
