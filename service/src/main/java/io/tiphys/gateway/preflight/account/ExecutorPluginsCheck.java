package io.tiphys.gateway.preflight.account;

import io.tiphys.gateway.preflight.check.ClusterCheck;
import io.tiphys.gateway.preflight.finding.Inspection;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.state.AccountSecrets;
import io.tiphys.gateway.preflight.state.ExecutorPlugin;
import io.tiphys.gateway.preflight.state.StateAnswer;
import io.tiphys.gateway.preflight.state.StateAnswer.Absent;
import io.tiphys.gateway.preflight.state.StateAnswer.Known;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.requirement.account.AccountUse;
import io.tiphys.validation.requirement.account.AccountUse.Task;
import io.tiphys.validation.requirement.template.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the accounts and token secrets of executor plugins. The agent's pod has the sidecars of all plugins that the
 * controller has loaded from its own namespace and from that of the workflow, whether a template uses the plugin or not, and
 * for {@code http} templates as well ({@code getExecutorPlugins} in {@code workflow/controller/agent.go} of Argo Workflows
 * 4.0.5). Without the account Argo cannot create the pod; without the secret the pod waits forever.
 *
 * <p>The controller loads plugins only with {@code --executor-plugins}, which cannot be seen. A {@code plugin} template works
 * with this flag alone, so its workflow cannot run and the finding is an error; for {@code http} templates it is a warning.
 */
public final class ExecutorPluginsCheck implements ClusterCheck {
    private static final String IF_LOADED =
            " This applies if the workflow controller runs with --executor-plugins, which a preflight cannot see.";

    /** The agent of the workflow: the template that needs it, and whether plugins are certainly in use. */
    private record Agent(Place place, boolean plugins) {
        static Optional<Agent> of(Inspection inspection) {
            return inspection.requirements().accounts().stream()
                    .flatMap(use -> of(use).stream())
                    .min(Comparator.comparing(agent -> !agent.plugins()));
        }

        private static Optional<Agent> of(AccountUse use) {
            return use.task() instanceof Task.RunAgent(var plugin)
                    ? Optional.of(new Agent(use.place(), plugin))
                    : Optional.empty();
        }

        Severity severity() {
            return plugins ? Severity.ERROR : Severity.WARNING;
        }
    }

    /** A plugin with the namespace of its config map. */
    private record Installed(ExecutorPlugin plugin, String home) {
        String description() {
            return "executor plugin '" + plugin.name() + "' (config map '" + plugin.configMap() + "' in namespace '"
                    + home + "')";
        }
    }

    @Override
    public InspectionRule rule() {
        return InspectionRule.EXECUTOR_PLUGIN_TOKEN;
    }

    @Override
    public Collection<StateQuestion<?>> questions(Inspection inspection) {
        return Agent.of(inspection).isEmpty()
                ? List.of()
                : homes(inspection).stream()
                        .<StateQuestion<?>>map(StateQuestion.ExecutorPlugins::new)
                        .toList();
    }

    @Override
    public List<WorkflowFinding> check(Inspection inspection) {
        return Agent.of(inspection).map(agent -> check(agent, inspection)).orElse(List.of());
    }

    private List<WorkflowFinding> check(Agent agent, Inspection inspection) {
        List<WorkflowFinding> findings = new ArrayList<>();
        if (argo(inspection).isEmpty()) {
            findings.add(WorkflowFinding.at(
                    agent.place(),
                    rule(),
                    Severity.UNCHECKED,
                    "The list of executor plugins in Argo's namespace was not checked: the environment does not name this"
                            + " namespace (argo-server.namespace)."));
        }
        Map<String, Installed> byAccount = new LinkedHashMap<>();
        for (String home : homes(inspection)) {
            var question = new StateQuestion.ExecutorPlugins(home);
            StateAnswer<List<ExecutorPlugin>> answer = inspection.state().ask(question);
            if (answer instanceof Known<List<ExecutorPlugin>>(var plugins)) {
                plugins.forEach(plugin -> byAccount.putIfAbsent(plugin.account(), new Installed(plugin, home)));
            } else {
                String what = "The list of executor plugins in namespace '" + home + "'";
                // Argo's own namespace has more config maps than plugins, and callers need none of them.
                findings.add(
                        home.equals(inspection.namespace().value())
                                ? inspection.unchecked(agent.place(), rule(), what, question, answer)
                                : inspection.uncheckedWithoutGrant(agent.place(), rule(), what, question, answer));
            }
        }
        inspection
                .state()
                .prepare(byAccount.keySet().stream()
                        .map(StateQuestion.Account::new)
                        .toList());
        byAccount.values().forEach(plugin -> check(agent, plugin, inspection).ifPresent(findings::add));
        return findings;
    }

    private Optional<WorkflowFinding> check(Agent agent, Installed installed, Inspection inspection) {
        String account = installed.plugin().account();
        TokenSecret secret =
                new TokenSecret(account, agent.place(), "for " + installed.description(), rule(), agent.severity());
        var question = new StateQuestion.Account(account);
        return switch (inspection.state().ask(question)) {
            case Known<AccountSecrets>(var secrets) ->
                secret.check(secrets.token(), inspection).map(finding -> withCondition(agent, finding));
            case Absent<AccountSecrets> ignored ->
                Optional.of(withCondition(
                        agent,
                        WorkflowFinding.at(
                                        agent.place(),
                                        rule(),
                                        agent.severity(),
                                        "Service account '" + account + "' does not exist. Argo needs it for "
                                                + installed.description()
                                                + ", and cannot create the pod for http and plugin templates.")
                                .withHint("Create the service account. "
                                        + secret.remedy(account + ".service-account-token"))));
            case StateAnswer<AccountSecrets> other ->
                Optional.of(inspection.unchecked(
                        agent.place(),
                        rule(),
                        "The token secret of service account '" + account + "', which Argo mounts for "
                                + installed.description() + ",",
                        question,
                        other));
        };
    }

    private static WorkflowFinding withCondition(Agent agent, WorkflowFinding finding) {
        return agent.plugins() || finding.severity() == Severity.UNCHECKED
                ? finding
                : finding.withHint(finding.hint().orElse("") + IF_LOADED);
    }

    private static Set<String> homes(Inspection inspection) {
        Set<String> homes = new LinkedHashSet<>();
        homes.add(inspection.namespace().value());
        argo(inspection).map(Namespace::value).ifPresent(homes::add);
        return homes;
    }

    private static Optional<Namespace> argo(Inspection inspection) {
        return inspection.callContext().environment().argoServer().namespace();
    }
}
