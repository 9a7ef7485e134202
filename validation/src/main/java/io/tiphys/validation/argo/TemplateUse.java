package io.tiphys.validation.argo;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Choice;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.scope.Arguments;
import io.tiphys.validation.argo.scope.Template;
import io.tiphys.validation.argo.scope.TemplateSource;
import io.tiphys.validation.argo.scope.Walk;
import io.tiphys.validation.argo.value.Substitution;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.references.TemplateDocuments;
import io.tiphys.validation.rule.WorkflowCheck;
import org.jspecify.annotations.Nullable;

/** Finds the template that a step, a task or a spec uses, and checks it with the arguments of that use. */
final class TemplateUse {
    private final Walk walk;
    private final Report report;

    TemplateUse(Walk walk) {
        this.walk = walk;
        this.report = walk.report();
    }

    /** The template of a step or task; null if it is missing or unknown. */
    @Nullable
    Template find(Value user, TemplateSource base) {
        Value reference = user.get("templateRef");
        Value inline = user.get("inline");
        String name = user.text("template");
        if (reference != null) {
            return byReference(user, reference, inline, base);
        }
        Template named = name.isEmpty() ? null : byName(name, base, user.at("template"));
        if (inline != null) {
            return new Template(inline, base);
        }
        if (name.isEmpty()) {
            report.missing(
                    user.node(),
                    "template",
                    ArgoRule.TEMPLATE_REFERENCE,
                    WorkflowCheck.PLACE + " is required: the step or task names no template.",
                    "Add template, templateRef or inline.");
        }
        return named;
    }

    private @Nullable Template byReference(Value user, Value reference, @Nullable Value inline, TemplateSource base) {
        if (!user.text("template").isEmpty()) {
            String message = "template name cannot be specified with templateRef.";
            report.at(user.at("template"), ArgoRule.TEMPLATE_REFERENCE, message, "Keep one of them.");
            return null;
        }
        for (String field : new String[] {"name", "template"}) {
            if (reference.text(field).isEmpty()) {
                String message = WorkflowCheck.PLACE + " is required.";
                report.missing(reference.node(), field, ArgoRule.TEMPLATE_REFERENCE, message, hintTo(field));
                return null;
            }
        }
        if (isOpen(reference.text("name")) || isOpen(reference.text("template"))) {
            return null;
        }
        Template found = byReference(reference, reference.text("template"));
        return inline == null || found == null ? found : new Template(inline, found.base());
    }

    private static boolean isOpen(String text) {
        return text.contains("{{") && !text.contains("{{=");
    }

    /** A template of another document; null if it is missing or unknown. */
    @Nullable
    Template byReference(Value reference, String template) {
        TemplateSource base = base(reference);
        if (base == null) {
            return null;
        }
        Value found = base.template(template);
        if (found == null) {
            if (!template.contains("placeholder")) {
                String name = reference.text("name");
                String message = "template reference " + ShownText.plain(name) + '.' + ShownText.plain(template)
                        + " not found: " + ShownText.quoted(name) + " has no such template.";
                report.at(reference.at("template"), ArgoRule.TEMPLATE_REFERENCE, message, suggestion(template, base));
            }
            return null;
        }
        walk.store(template, found);
        return new Template(found, base);
    }

    /** The referenced document; null if it is missing or unknown. */
    @Nullable
    TemplateSource base(Value reference) {
        String name = reference.text("name");
        boolean cluster = reference.isTrue("clusterScope");
        TemplateDocuments.Answer answer = walk.document(name, cluster);
        if (answer.document().isEmpty()) {
            if (answer.certain()) {
                String kind = cluster ? "ClusterWorkflowTemplate" : "WorkflowTemplate";
                String message = kind + " " + ShownText.quoted(name) + " not found.";
                report.at(
                        reference.at("name"),
                        ArgoRule.TEMPLATE_REFERENCE,
                        message,
                        "Correct the name, or clusterScope, or give the file that has it.");
            }
            return null;
        }
        ManifestObject document = answer.document().get();
        return walk.base(name, cluster, new Value(document.object("spec").orElse(document), Substitution.NONE));
    }

    /** A template of the same document; null if it is missing. */
    @Nullable
    Template byName(String name, TemplateSource base, ManifestNode at) {
        Value template = base.template(name);
        if (template == null) {
            Value stored = base.isOwn() ? walk.stored(name) : null;
            if (stored != null) {
                return new Template(stored, base, true);
            }
            if (base.isMissing(name) && !report.lacks(base.spec(), "templates")) {
                String message =
                        "template name " + ShownText.quoted(name) + " undefined: the document has no such template.";
                report.at(at, ArgoRule.TEMPLATE_UNDEFINED, message, suggestion(name, base));
            }
            return null;
        }
        return new Template(template, base);
    }

    private static String hintTo(String field) {
        return field.equals("name")
                ? "Add the name of the WorkflowTemplate."
                : "Add the name of the template in the WorkflowTemplate.";
    }

    private @Nullable String suggestion(String name, TemplateSource base) {
        return Choice.ofWords(name, base.names(), report);
    }

    /** Checks a template. An error in another document is reported at the reference. */
    void check(Template template, TemplateSource from, Arguments arguments, ManifestNode use) {
        boolean foreign = template.base() != from || template.stored();
        if (foreign) {
            report.enterReference(use);
        }
        new TemplateCheck(walk).check(template, arguments, use);
        if (foreign) {
            report.leaveReference();
        }
    }
}
