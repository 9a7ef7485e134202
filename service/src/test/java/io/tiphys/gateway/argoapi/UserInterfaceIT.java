package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tiphys.gateway.testbed.Patience;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Argo's own web interface in a real browser, through the gateway: somebody signs in, looks at a list, watches a workflow
 * go on, reads a log and runs a workflow again. What the page looked like is kept in {@code target/user-interface}.
 */
@Timeout(120)
@TestMethodOrder(OrderAnnotation.class)
final class UserInterfaceIT {
    private static final String PICTURES = "user-interface";

    /** That of the one environment, by its name. */
    private static final String PREFIX = "/argo/argo";

    private static ArgoApisUnderTest faces;
    private static Browser browser;
    private static BrowserPage page;

    @BeforeAll
    static void signIn() {
        faces = ArgoApisUnderTest.get();
        assumeTrue(
                PlainAnswer.get(faces.direct(), "/", "").body().contains("<script"),
                "this cluster's Argo Server has no web interface");
        browser = Browser.start(PICTURES);
        page = browser.page();
        signInAt("", "1-login");
        // What greets newcomers lies over everything else.
        page.evaluate(
                "localStorage.setItem('modal/ftu', '\"dismissed\"'); localStorage.setItem('modal/version', '\"v4.0\"')");
        page.open(at("/workflows/" + namespace()));
        page.awaitText("Workflows Summary");
        page.forgetFailures(); // those of somebody who is not signed in yet
    }

    private static void signInAt(String prefix, String picture) {
        page.open(at(prefix + "/login"));
        page.await("document.querySelector('textarea')");
        page.screenshot(picture); // before there is a token to be seen
        page.type("textarea", "Bearer " + faces.scientist().token());
        page.evaluate(
                "[...document.querySelectorAll('button, a')].filter(one => one.textContent.trim() === 'Login').at(-1).click()");
        page.await("document.cookie.includes('authorization=')");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    @Order(1)
    void listsWorkflows() {
        try (ChangingWorkflow workflow = workflow()) {
            page.open(at("/workflows/" + namespace()));
            page.awaitText(workflow.name());
            page.awaitText("Running");
            page.screenshot("2-list");
        }
    }

    @Test
    @Order(2)
    void showsAWorkflowGoOn() {
        try (ChangingWorkflow workflow = workflow()) {
            page.open(at("/workflows/" + namespace() + "/" + workflow.name() + "?tab=summary"));
            page.awaitText("Running");
            page.screenshot("3-running");
            page.evaluate("window.stillTheSamePage = true");
            workflow.finish();
            page.awaitText("Succeeded");
            assertThat(page.evaluate("window.stillTheSamePage").asBoolean())
                    .as("the page was not loaded again")
                    .isTrue();
            page.screenshot("4-succeeded");
        }
    }

    @Test
    @Order(3)
    void showsALog() {
        assumeTrue(faces.cluster().runsPods(), "pods do not run here");
        faces.examples().awaitRest();
        String reads = faces.namespace(ArgoApisUnderTest.READS).name();
        page.open(at("/workflows/" + reads + "/logged?tab=workflow&nodeId=logged&sidePanel=logs%3Alogged%3Amain"));
        page.awaitText("line 5");
        page.screenshot("5-log");
    }

    @Test
    @Order(4)
    void runsAWorkflowAgain() {
        try (ChangingWorkflow workflow = workflow()) {
            workflow.finish();
            page.open(at("/workflows/" + namespace() + "/" + workflow.name() + "?tab=summary"));
            page.awaitText("Succeeded");
            page.click("Resubmit");
            page.awaitText("Resubmit Workflow");
            page.screenshot("6-resubmit");
            page.click("Resubmit");
            page.await("location.pathname.includes(" + "'/" + workflow.name() + "-')");
            page.await("document.querySelector('.workflow-details__graph-container, .workflow-details .white-box')");
            page.screenshot("7-resubmitted");
            ListedWorkflows listed = new ListedWorkflows(
                    faces.direct(), namespace(), faces.scientist().token());
            Patience.until("the new workflow is there", () -> listed.count() > 1);
        }
    }

    @Test
    @Order(5)
    void meetsNoFailure() {
        assertThat(page.failures()).isEmpty();
    }

    @Test
    @Order(6)
    void worksBelowThePrefixOfAnEnvironment() {
        page.evaluate("document.cookie = 'authorization=; Max-Age=0; path=/'");
        page.await("!document.cookie.includes('authorization=')");
        signInAt(PREFIX, "8-login-below-prefix");
        try (ChangingWorkflow workflow = workflow()) {
            page.open(at(PREFIX + "/workflows/" + namespace()));
            page.forgetFailures(); // those of somebody who is not signed in yet
            page.awaitText(workflow.name());
            page.screenshot("9-list-below-prefix");
            page.evaluate("[...document.querySelectorAll('a')].find(one => one.href.includes('" + workflow.name()
                    + "')).click()");
            page.await("location.pathname === '" + PREFIX + "/workflows/" + namespace() + "/" + workflow.name() + "'");
            page.open(at(PREFIX + "/workflows/" + namespace() + "/" + workflow.name() + "?tab=summary"));
            page.awaitText("Running");
            workflow.finish();
            page.awaitText("Succeeded");
            page.screenshot("10-workflow-below-prefix");
            assertThat(page.evaluate("performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)"
                                    + ".filter(path => !path.startsWith('" + PREFIX + "/')).join(' ')")
                            .asText())
                    .as("what is loaded from elsewhere")
                    .isEmpty();
            assertThat(page.failures()).isEmpty();
        }
        page.open(at("/workflows/" + namespace()));
        page.await("!document.cookie.includes('authorization=')"); // it is the environment's alone
    }

    @Test
    @Order(7)
    void showsTheGatewaysOwnInterfaceBesideArgosPages() {
        page.open(URI.create("about:blank")); // Argo's page of the test before goes on asking without a token
        page.forgetFailures();
        page.open(at("/docs"));
        page.awaitText("/v1/environments/{environment}/namespaces/{namespace}/workflows");
        page.screenshot("11-own-interface");
        page.open(at("/docs/rules#no-ttl"));
        page.awaitText("no-ttl");
        page.screenshot("12-rules");
        assertThat(page.failures()).isEmpty();
    }

    private static ChangingWorkflow workflow() {
        return ChangingWorkflow.create(
                faces.cluster().admin(),
                namespace(),
                faces.direct(),
                faces.scientist().token());
    }

    private static URI at(String path) {
        return URI.create(faces.gateway().uri() + path);
    }

    private static String namespace() {
        return faces.namespace(ArgoApisUnderTest.BROWSER).name();
    }
}
