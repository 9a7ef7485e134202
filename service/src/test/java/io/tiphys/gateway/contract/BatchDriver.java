package io.tiphys.gateway.contract;

import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import java.util.List;
import java.util.Map;

/** The batches of one way to reach the gateway. Each call throws {@link Refusal} with what the gateway answered. */
interface BatchDriver {
    /** Submits a batch of JSON documents with an id; the outcomes by index. */
    Map<Integer, String> submit(Call call, String batchId, List<String> documents);

    /** The outputs of a batch. */
    List<OutputView> outputs(Call call, String batchId, boolean wait);

    /** Retries the failed workflows of a batch. */
    RetriedView retry(Call call, String batchId);

    /** The outcomes of a retry by the names of the workflows. */
    record RetriedView(Map<String, String> outcomes) {
        long count(String outcome) {
            return outcomes.values().stream().filter(outcome::equals).count();
        }
    }

    /** What every way of reaching the gateway tells of the outputs of a workflow. */
    record OutputView(
            int index,
            String name,
            String phase,
            Map<String, String> parameters,
            Map<String, String> outputs,
            Map<String, String> artifacts) {}

    /** A list of documents, as REST and the Java client send it. */
    static String list(List<String> documents) {
        return "{\"items\":[{\"workflow\":" + String.join("},{\"workflow\":", documents) + "}]}";
    }
}
