package io.tiphys.validation.argo;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.scope.Walk;
import io.tiphys.validation.argo.value.Substitution;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.FieldTable;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.references.TemplateDocuments;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rules of Argo, for documents of its four kinds. Pure and thread-safe. */
public final class ArgoRules {
    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_CRON_NAME = 52;

    private final TemplateDocuments documents;
    private final Purpose purpose;

    /** Why a document is checked. */
    public enum Purpose {
        /** It is submitted now: the arguments of a Workflow need values. A stricter rule checks its name. */
        SUBMISSION,
        /** It may be submitted later, with further values. A stricter rule checks its name. */
        LATER_SUBMISSION,
        /** It is stored, or its use is unknown. */
        ANY
    }

    /**
     * @param documents the documents whose templates others refer to
     * @param purpose why the document is checked
     */
    public ArgoRules(TemplateDocuments documents, Purpose purpose) {
        this.documents = documents;
        this.purpose = purpose;
    }

    /** Reports everything for which Argo would refuse the document. */
    public void check(WorkflowCheck check) {
        ManifestObject root = check.manifest().root();
        String kind = check.manifest().kind().orElse(WorkflowCheck.WORKFLOW);
        Report report = new Report(check);
        boolean cron = kind.equals("CronWorkflow");
        if (purpose == Purpose.ANY) {
            name(root, cron, report);
        }
        Value spec = new Value(root, Substitution.NONE).get("spec");
        if (spec == null || !(spec.node() instanceof ManifestObject)) {
            return;
        }
        if (cron) {
            // Releases before 4.0 also have a single schedule.
            boolean single = FieldTable.of(check.version())
                    .type("CronWorkflowSpec")
                    .fields()
                    .containsKey("schedule");
            CronCheck.check(spec, single, report);
        }
        Value workflow = cron ? spec.get("workflowSpec") : spec;
        if (workflow == null) {
            String message = WorkflowCheck.PLACE + " is required: a CronWorkflow has the spec of its workflows there.";
            report.missing(
                    spec.node(),
                    "workflowSpec",
                    ArgoRule.ENTRYPOINT_REQUIRED,
                    message,
                    "Add workflowSpec with an entrypoint and templates.");
            return;
        }
        boolean template = kind.endsWith("WorkflowTemplate");
        Walk walk = new Walk(report, documents, check.manifest().namespace().orElse(""), template);
        if (cron) {
            walk.addGlobal("workflow.annotations.workflows.argoproj.io/scheduled-time");
            walk.addGlobal("workflow.labels.workflows.argoproj.io/cron-workflow");
        }
        new SpecCheck(walk, workflow, purpose != Purpose.SUBMISSION && !cron).check(metadata(root, spec, cron));
    }

    private static List<Value> metadata(ManifestObject root, Value spec, boolean cron) {
        @Nullable
        Value metadata = cron ? spec.get("workflowMetadata") : new Value(root, Substitution.NONE).get("metadata");
        List<Value> sources = new ArrayList<>(1);
        if (metadata != null) {
            sources.add(metadata);
        }
        return sources;
    }

    private static void name(ManifestObject root, boolean cron, Report report) {
        int longest = cron ? LONGEST_CRON_NAME : LONGEST_NAME;
        ManifestNode name =
                root.object("metadata").map(metadata -> metadata.find("name")).orElse(null);
        String text = name == null ? "" : new Value(name, Substitution.NONE).text();
        ManifestKey key = name == null ? null : name.key();
        if (key != null && name != null && text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > longest) {
            String message = "name " + ShownText.quoted(text) + " must not be more than " + longest
                    + " characters long (currently " + text.length() + ").";
            report.at(name, ArgoRule.NAME_TOO_LONG, message, "Shorten it.");
        }
    }
}
