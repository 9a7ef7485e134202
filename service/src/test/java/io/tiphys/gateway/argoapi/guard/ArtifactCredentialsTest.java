package io.tiphys.gateway.argoapi.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.argoapi.route.ArtifactLocation;
import io.tiphys.gateway.argoapi.uri.PathSegments;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArtifactCredentialsTest {
    private static final ArtifactLocation OUT = ArtifactLocation.of(PathSegments.of("/artifacts/science/wf/node/out"));

    private static final String REPOSITORY = """
            ,"artifactRepositoryRef":{"configMap":"artifact-repositories","key":"main","artifactRepository":{"archiveLogs":true,
             "s3":{"bucket":"b","accessKeySecret":{"name":"store","key":"a"},"secretKeySecret":{"name":"store","key":"s"},
             "encryptionOptions":{"serverSideCustomerKeySecret":{"name":"sse","key":"k"}}}}}""";

    @Test
    void areThoseOfTheRepositoryInTheStatus() {
        assertThat(rights("{\"name\":\"out\",\"s3\":{\"key\":\"k\"}}", REPOSITORY, ""))
                .containsExactlyInAnyOrder("secrets store", "secrets sse");
    }

    @Test
    void areThoseOfTheArtifactAndOfArchiveLocationsToo() {
        String own = "{\"name\":\"out\",\"hdfs\":{\"krbCCacheSecret\":{\"name\":\"cache\",\"key\":\"k\"},"
                + "\"krbConfigConfigMap\":{\"name\":\"krb\",\"key\":\"k\"}}}";
        String templates = "\"spec\":{\"templates\":[{\"name\":\"t\",\"archiveLocation\":{\"gcs\":{"
                + "\"serviceAccountKeySecret\":{\"name\":\"google\",\"key\":\"k\"}}}}]},";

        assertThat(rights(own, REPOSITORY, templates))
                .containsExactlyInAnyOrder(
                        "secrets cache", "configmaps krb", "secrets google", "secrets store", "secrets sse");
    }

    @Test
    void areAllWhereTheRepositoryIsNotKnown() {
        assertThat(rights("{\"name\":\"out\",\"s3\":{\"key\":\"k\"}}", "", ""))
                .containsExactlyInAnyOrder("secrets ", "configmaps ");
    }

    @Test
    void areNoneForAnArtifactThatIsNotThere() {
        assertThat(rights("{\"name\":\"another\"}", REPOSITORY, "")).isEmpty();
    }

    @Test
    void readsEachPathOfArtifacts() {
        assertThat(ArtifactLocation.of(PathSegments.of("/input-artifacts/science/wf/node/in")))
                .isEqualTo(new ArtifactLocation("science", "wf", "", "node", true, "in"));
        assertThat(ArtifactLocation.of(PathSegments.of("/input-artifacts-by-uid/u/node/in")))
                .isEqualTo(new ArtifactLocation("", "", "u", "node", true, "in"));
        assertThat(ArtifactLocation.of(PathSegments.of("/artifact-files/science/workflows/wf/node/outputs/out/a/b")))
                .isEqualTo(new ArtifactLocation("science", "wf", "", "node", false, "out"));
        assertThat(ArtifactLocation.of(PathSegments.of("/artifact-files/science/archived-workflows/u/node/inputs/in")))
                .isEqualTo(new ArtifactLocation("science", "", "u", "node", true, "in"));
    }

    private static List<String> rights(String artifact, String repository, String before) {
        JsonNode workflow = json("{" + before + "\"status\":{\"nodes\":{\"node\":{\"outputs\":{\"artifacts\":["
                + artifact + "]}}}" + repository + "}}");
        return ArtifactCredentials.rights(workflow, "science", OUT).stream()
                .map(ArtifactCredentialsTest::phrase)
                .toList();
    }

    private static String phrase(AccessCheck right) {
        assertThat(right.verb()).isEqualTo("get");
        assertThat(right.namespace()).isEqualTo("science");
        return right.resource() + " " + right.name();
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
