import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.client.workflow.EventIterator;
import io.tiphys.client.workflow.Submission;
import io.tiphys.client.TiphysClient;
import io.tiphys.client.TiphysException;
import io.tiphys.client.workflow.Workflow;
import io.tiphys.client.workflow.WorkflowChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Submits a workflow, follows it to its end, and prints its results: all that a program needs of the Java client.
 *
 * <p>{@code java -cp <client and its libraries> SubmitAndFollow.java GATEWAY TOKEN_FILE ENVIRONMENT NAMESPACE WORKFLOW}
 */
public final class SubmitAndFollow {
    private SubmitAndFollow() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            System.err.println("usage: SubmitAndFollow GATEWAY TOKEN_FILE ENVIRONMENT NAMESPACE WORKFLOW");
            System.exit(2);
        }
        Path tokenFile = Path.of(arguments[1]);
        try (TiphysClient client = TiphysClient.builder()
                .gateway(URI.create(arguments[0]))
                .token(() -> read(tokenFile))
                .environment(arguments[2])
                .namespace(arguments[3])
                .build()) {
            Workflow ended = follow(client, client.submit(Files.readAllBytes(Path.of(arguments[4]))));
            System.exit(ended.succeeded() ? 0 : 1);
        } catch (TiphysException e) {
            System.err.println(e.reason() + ": " + e.detail());
            e.violations()
                    .forEach(one -> System.err.println("  line " + one.line() + ", column " + one.column() + ": " + one.message()));
            e.manifest().ifPresent(System.err::println);
            System.exit(1);
        }
    }

    private static Workflow follow(TiphysClient client, Submission submission) {
        Workflow workflow = submission.workflow();
        System.out.println("submitted " + workflow.namespace() + "/" + workflow.name());
        String shown = "";
        try (EventIterator<WorkflowChange> changes = client.watch(workflow.name())) {
            while (changes.hasNext()) {
                workflow = changes.next().workflow();
                String line = "  " + workflow.phase() + " " + workflow.progress();
                if (!line.equals(shown)) {
                    System.out.println(line);
                    shown = line;
                }
            }
        }
        print(workflow);
        return workflow;
    }

    private static void print(Workflow ended) {
        System.out.println(ended.name() + " " + ended.phase() + (ended.message().isEmpty() ? "" : ": " + ended.message()));
        for (JsonNode output : ended.json().at("/status/outputs/parameters")) {
            System.out.println("  " + output.path("name").asText() + ": " + output.path("value").asText());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
