package io.tiphys.gateway.access.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.references.TemplateReference;
import io.tiphys.validation.references.TemplateReference.Kind;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TemplateRightsTest {
    private static final Namespace SCIENCE = new Namespace("science");

    @Test
    void asksAboutEachTemplateOnce() {
        assertThat(TemplateRights.of(SCIENCE, List.of(local("a"), cluster("a"), local("b"), local("a"))))
                .containsExactly(
                        Operation.readTemplate("science", "a"),
                        Operation.readTemplate("science", "b"),
                        Operation.readClusterTemplate("a"));
    }

    @Test
    void asksNothingWhereNothingIsReferredTo() {
        assertThat(TemplateRights.of(SCIENCE, List.of())).isEmpty();
    }

    @Test
    void asksAboutAllTemplatesOfAKindWhereThousandsAreNamed() {
        Stream<TemplateReference> many = IntStream.range(0, 5_000).mapToObj(i -> local("t" + i));

        assertThat(TemplateRights.of(
                        SCIENCE, Stream.concat(many, Stream.of(cluster("a"))).toList()))
                .containsExactly(Operation.readTemplate("science", ""), Operation.readClusterTemplate("a"));
    }

    @Test
    void asksAboutEachUpToTheLimit() {
        List<TemplateReference> some = IntStream.range(0, TemplateRights.MOST_BY_NAME)
                .mapToObj(i -> cluster("t" + i))
                .toList();

        assertThat(TemplateRights.of(SCIENCE, some)).hasSize(TemplateRights.MOST_BY_NAME);
    }

    @Test
    void asksAboutAllTemplatesOfAKindWhereTheNameIsDecidedLater() {
        assertThat(TemplateRights.of(SCIENCE, List.of(local("a"), local("{{workflow.parameters.which}}"))))
                .containsExactly(Operation.readTemplate("science", ""));
    }

    private static TemplateReference local(String name) {
        return new TemplateReference(Kind.WORKFLOW_TEMPLATE, name, "/spec", 1, 1);
    }

    private static TemplateReference cluster(String name) {
        return new TemplateReference(Kind.CLUSTER_WORKFLOW_TEMPLATE, name, "/spec", 1, 1);
    }
}
