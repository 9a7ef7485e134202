package io.tiphys.client.internal;

import io.tiphys.client.generated.model.NumberRange;
import io.tiphys.client.workflow.WorkflowPreflight;
import io.tiphys.client.workflow.WorkflowPreflight.Cost;
import io.tiphys.client.workflow.WorkflowPreflight.Range;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the gateway's response to a workflow's preflight. */
public final class PreflightReader {
    private PreflightReader() {}

    public static WorkflowPreflight read(io.tiphys.client.generated.model.WorkflowPreflight generated) {
        return new WorkflowPreflight(
                generated.getEnvironment(),
                generated.getNamespace(),
                generated.getRunnable(),
                FindingReader.read(generated.getFindings()),
                new Cost(
                        range(generated.getCost().getPods()),
                        range(generated.getCost().getCpuMillis()),
                        range(generated.getCost().getMemoryBytes())),
                Optional.ofNullable(generated.getManifest()),
                Optional.ofNullable(generated.getCheckManifest()));
    }

    private static Range range(NumberRange generated) {
        Long most = generated.getMost();
        return new Range(generated.getLeast(), most == null ? OptionalLong.empty() : OptionalLong.of(most));
    }
}
