package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.client.lint.Linter;
import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.RuleView;
import io.tiphys.gateway.contract.GatewayDriver.SourceView;
import io.tiphys.gateway.contract.SentDocuments.Sent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Documents as people write them have one verdict and one set of findings in each way: {@code /v1}, {@code tiphys.v1}, the Java
 * client, the use cases, Argo's API, the offline linter and the command line.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
final class DocumentsOfPeopleIT {
    private static final int LEAST_DOCUMENTS = 250;

    private final Map<String, GatewayDriver> ways = new LinkedHashMap<>();
    private ContractWorld world;
    private Call call;
    private List<Sent> documents;

    @BeforeAll
    void start() {
        world = ContractWorld.get();
        call = Call.to("direct", world.namespace(), world.token());
        documents = SentDocuments.ofPeople().toList();
        ways.put("/v1", new RestDriver(world.gateway().rest()));
        ways.put("tiphys.v1", new GrpcDriver(world.gateway().port()));
        ways.put("the Java client", new ClientDriver(world.gateway().rest()));
        ways.put("the use cases", new InJvmDriver(world.gateway().beans()));
    }

    @AfterAll
    void stop() {
        ways.values().forEach(GatewayDriver::close);
    }

    @Test
    void haveOneSetOfFindingsAsFiles() {
        assertThat(documents).hasSizeGreaterThan(LEAST_DOCUMENTS);
        SoftAssertions softly = new SoftAssertions();
        for (Sent document : documents) {
            List<SourceView> file = List.of(new SourceView("sent.yaml", document.content()));
            CommandLine command = CommandLine.lint(document.content());
            List<RuleView> offline =
                    ClientDriver.linted(Linter.offline(), file).getFirst().findings();
            softly.assertThat(offline).as(document + " offline").isEqualTo(command.findings());
            ways.forEach((name, way) -> softly.assertThat(
                            way.lint(call, file).getFirst().findings())
                    .as(document + " by " + name)
                    .isEqualTo(command.findings()));
        }
        softly.assertAll();
    }

    @Test
    void haveOneVerdictAsWorkflows() {
        SoftAssertions softly = new SoftAssertions();
        for (Sent document : documents) {
            Verdict first = Verdict.of(Objects.requireNonNull(ways.get("/v1")), call, document.content());
            ways.forEach((name, way) -> softly.assertThat(Verdict.of(way, call, document.content()))
                    .as(document + " by " + name)
                    .isEqualTo(first));
            Optional<byte[]> workflow = Verdict.workflow(document.content());
            if (workflow.isPresent()) {
                softly.assertThat(Verdict.ofArgosDryRun(world, workflow.get()))
                        .as(document + " by Argo's API")
                        .isEqualTo(first);
            } else {
                softly.assertThat(first.taken())
                        .as(document + " is no workflow")
                        .isFalse();
            }
        }
        softly.assertAll();
    }
}
