package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.client.lint.Linter;
import io.tiphys.gateway.contract.GatewayDriver.LintedView;
import io.tiphys.gateway.contract.GatewayDriver.RuleView;
import io.tiphys.gateway.contract.GatewayDriver.SourceView;
import io.tiphys.gateway.contract.SentDocuments.Sent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same document gets the same verdict and the same findings in each way: here and with the other suites of the contract
 * through {@code /v1}, {@code tiphys.v1} and the Java client, and each of them is compared with the command line and with
 * Argo's API.
 */
interface SameVerdictContract extends GatewayContract {
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.tiphys.gateway.contract.SentDocuments#all")
    default void findsTheSameInAFileAsTheCommandLineDoes(Sent sent) {
        List<SourceView> file = List.of(new SourceView("sent.yaml", sent.content()));

        LintedView linted = gateway().lint(call(), file).getFirst();
        List<RuleView> offline =
                ClientDriver.linted(Linter.offline(), file).getFirst().findings();
        CommandLine command = CommandLine.lint(sent.content());

        assertThat(linted.findings()).isEqualTo(offline).isEqualTo(command.findings());
        assertThat(command.code()).isEqualTo(linted.valid() ? 0 : 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.tiphys.gateway.contract.SentDocuments#all")
    default void judgesAWorkflowAsArgosApiDoes(Sent sent) {
        Optional<byte[]> workflow = Verdict.workflow(sent.content());
        Verdict verdict = Verdict.of(gateway(), call(), sent.content());
        if (workflow.isEmpty()) {
            // Argo's API takes one workflow as JSON; what is none has to be refused here as well.
            assertThat(verdict.taken()).isFalse();
            return;
        }
        assertThat(verdict).isEqualTo(Verdict.ofArgosApi(world(), workflow.get()));
    }
}
