package io.tiphys.gateway.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class JudgeTest {
    private static final String ARGO = "argoproj.io";
    private static final Access GET = new Access("get", ARGO, "workflows", "served", "one");
    private static final Access LIST = new Access("list", ARGO, "workflows", "served", "");
    private static final Access ELSEWHERE = new Access("get", ARGO, "workflows", "unserved", "one");
    private static final Caller GETTER =
            new Caller("getter", "token", List.of(new Grant("served", ARGO, "workflows", "", Set.of("get"))));
    private static final Answer ANSWER = new Answer("200", "it shows planted1 and planted2");
    private static final Mark SEEN = new Mark("planted1", ARGO, "workflows", "served", "one");
    private static final Mark HIDDEN = new Mark("planted2", ARGO, "workflowtemplates", "served", "one");

    private final Judge judge = judge(List.of(), false);

    private static Judge judge(List<Mark> marks, boolean kubernetesAllows) {
        return new Judge("unserved", "acting", Set.of("gateway"), marks, (caller, access) -> kubernetesAllows);
    }

    private static AuditEvent event(String user, Access access) {
        return new AuditEvent("id", user, access, true, Optional.empty());
    }

    private static AuditEvent review(Optional<Access> granted) {
        return new AuditEvent(
                "id",
                "acting",
                new Access("create", "authorization.k8s.io", "selfsubjectaccessreviews", "", ""),
                true,
                granted);
    }

    private List<Violation> judged(AuditEvent event) {
        return judge.judge(GETTER, ANSWER, List.of(event));
    }

    @Test
    void acceptsWhatTheCallerMayDo() {
        assertThat(judged(event("acting", GET))).isEmpty();
        assertThat(judged(review(Optional.of(GET)))).isEmpty();
    }

    @Test
    void findsWhatTheCallerMayNotDo() {
        assertThat(judged(event("acting", LIST))).singleElement().asString().contains("list workflows.argoproj.io");
        assertThat(judged(review(Optional.of(LIST)))).singleElement().asString().contains("was granted");
    }

    @Test
    void ignoresWhatWasRefused() {
        assertThat(judged(new AuditEvent("id", "acting", LIST, false, Optional.empty())))
                .isEmpty();
        assertThat(judged(review(Optional.empty()))).isEmpty();
    }

    @Test
    void findsEverythingInTheUnservedNamespace() {
        Caller everywhere = new Caller("all", "token", List.of(new Grant("", ARGO, "workflows", "", Set.of("get"))));
        assertThat(judge.judge(everywhere, ANSWER, List.of(event("acting", ELSEWHERE))))
                .hasSize(1);
    }

    @Test
    void findsWhatTheGatewayOrTheArgoServerDoesAsItself() {
        assertThat(judged(event("gateway", GET))).hasSize(1);
        assertThat(judged(event("gateway", new Access("create", "authentication.k8s.io", "tokenreviews", "", ""))))
                .isEmpty();
        assertThat(judged(event("system:serviceaccount:argo:argo-server", LIST)))
                .isEmpty();
        assertThat(judged(event(
                        "system:serviceaccount:argo:argo-server",
                        new Access("delete", ARGO, "workflows", "served", "one"))))
                .hasSize(1);
    }

    @Test
    void findsTextsOfObjectsThatTheCallerMayNotSee() {
        assertThat(judge(List.of(SEEN, HIDDEN), false).judge(GETTER, ANSWER, List.of()))
                .singleElement()
                .asString()
                .contains("workflowtemplates");
    }

    @Test
    void acceptsAnObjectThatTheApiServerShowsToWhomItLetsWriteIt() {
        Access patch = new Access("patch", ARGO, "workflowtemplates", "served", "one");
        Access another = new Access("patch", ARGO, "workflowtemplates", "served", "two");
        Caller patcher = new Caller(
                "patcher", "token", List.of(new Grant("served", ARGO, "workflowtemplates", "", Set.of("patch"))));
        Judge marked = judge(List.of(HIDDEN), false);
        assertThat(marked.judge(patcher, ANSWER, List.of(event("acting", patch))))
                .isEmpty();
        assertThat(marked.judge(patcher, ANSWER, List.of())).hasSize(1);
        assertThat(marked.judge(patcher, ANSWER, List.of(event("acting", another))))
                .hasSize(1);
        assertThat(marked.judge(patcher, ANSWER, List.of(event("gateway", patch))))
                .isNotEmpty();
    }

    @Test
    void failsWhenItsModelOfRightsIsNotThatOfKubernetes() {
        assertThatThrownBy(() -> judge(List.of(), true).judge(GETTER, ANSWER, List.of(event("acting", LIST))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("model");
    }
}
