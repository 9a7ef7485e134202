package io.tiphys.gateway.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Plain HTTP, as curl would do it. */
final class RestDriver implements GatewayDriver {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient client = HttpClient.newHttpClient();

    RestDriver(URI base) {
        this.base = base;
    }

    @Override
    public Submitted submit(Call call, byte[] document, MediaType mediaType, boolean validateOnly) {
        HttpRequest.Builder request = request(call, workflows(call) + (validateOnly ? "?validateOnly=true" : ""))
                .POST(BodyPublishers.ofByteArray(document));
        switch (mediaType) {
            case JSON -> request.header("Content-Type", "application/json");
            case YAML -> request.header("Content-Type", "application/yaml");
            case NONE -> {}
        }
        JsonNode answer = send(request);
        return new Submitted(
                view(answer.get("workflow")),
                answer.get("submissionId").asText(),
                answer.get("decidedBy").asText(),
                rules(answer.get("warnings")),
                Optional.ofNullable(answer.get("preflight")).map(RestDriver::preflight),
                answer.get("replayed").asBoolean());
    }

    @Override
    public PreflightView preflight(Call call, byte[] document) {
        return preflight(
                send(request(call, workflows(call) + ":preflight").POST(BodyPublishers.ofByteArray(document))));
    }

    @Override
    public List<LintedView> lint(Call call, List<SourceView> files) {
        String address = "/v1/environments/" + call.environment().orElseThrow();
        if (files.size() == 1) {
            byte[] content = files.getFirst().content();
            JsonNode answer = send(request(call, address + ":lint").POST(BodyPublishers.ofByteArray(content)));
            return List.of(linted(files.getFirst().name(), answer));
        }
        ObjectNode body = JSON.createObjectNode();
        ArrayNode list = body.putArray("files");
        files.forEach(file -> list.addObject()
                .put("name", file.name())
                .put("content", new String(file.content(), StandardCharsets.UTF_8)));
        JsonNode answer = send(request(call, address + ":lintFiles").POST(BodyPublishers.ofString(body.toString())));
        return StreamSupport.stream(answer.get("files").spliterator(), false)
                .map(file -> linted(file.get("name").asText(), file))
                .toList();
    }

    private static LintedView linted(String name, JsonNode answer) {
        return new LintedView(name, answer.get("valid").asBoolean(), rules(answer.get("findings")));
    }

    private static List<RuleView> rules(JsonNode findings) {
        return StreamSupport.stream(findings.spliterator(), false)
                .map(one -> new RuleView(
                        one.get("rule").asText(),
                        one.get("severity").asText(),
                        one.get("pointer").asText(),
                        one.get("line").asInt(),
                        one.get("column").asInt(),
                        one.get("message").asText(),
                        Optional.ofNullable(one.get("hint")).map(JsonNode::asText),
                        one.get("link").asText()))
                .toList();
    }

    private static PreflightView preflight(JsonNode answer) {
        JsonNode most = answer.at("/cost/pods/most");
        return new PreflightView(
                answer.get("runnable").asBoolean(),
                StreamSupport.stream(answer.get("findings").spliterator(), false)
                        .map(RestDriver::finding)
                        .toList(),
                answer.at("/cost/pods/least").asLong(),
                most.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(most.asLong()),
                Optional.ofNullable(answer.get("manifest")).map(JsonNode::asText),
                Optional.ofNullable(answer.get("checkManifest")).map(JsonNode::asText));
    }

    private static FindingView finding(JsonNode finding) {
        return new FindingView(
                finding.get("rule").asText(),
                finding.get("severity").asText(),
                finding.get("pointer").asText(),
                finding.get("line").asInt(),
                StreamSupport.stream(finding.get("missingPermissions").spliterator(), false)
                        .map(right -> right.get("user").asText() + " "
                                + right.get("verb").asText() + " "
                                + right.get("resource").asText())
                        .toList());
    }

    @Override
    public WorkflowView get(Call call, String name) {
        return view(send(request(call, workflows(call) + "/" + name).GET()));
    }

    @Override
    public Page list(Call call, ListOptions options) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("pageSize", Integer.toString(options.pageSize()));
        options.labelSelector().ifPresent(selector -> query.put("labelSelector", selector));
        options.namePrefix().ifPresent(prefix -> query.put("namePrefix", prefix));
        options.token().ifPresent(token -> query.put("pageToken", token));
        JsonNode answer = send(request(call, workflows(call) + query(query)).GET());
        List<WorkflowView> views = StreamSupport.stream(answer.get("workflows").spliterator(), false)
                .map(RestDriver::view)
                .toList();
        return new Page(
                views, Optional.of(answer.path("nextPageToken").asText("")).filter(token -> !token.isEmpty()));
    }

    @Override
    public WorkflowView change(Call call, String name, WorkflowAction action) {
        ObjectNode body = JSON.createObjectNode();
        String verb = switch (action) {
            case WorkflowAction.Stop stop -> {
                stop.message().ifPresent(message -> body.put("message", message));
                stop.nodeFieldSelector().ifPresent(selector -> body.put("nodeFieldSelector", selector));
                yield "stop";
            }
            case WorkflowAction.Terminate terminate -> "terminate";
            case WorkflowAction.Suspend suspend -> "suspend";
            case WorkflowAction.Resume resume -> {
                resume.nodeFieldSelector().ifPresent(selector -> body.put("nodeFieldSelector", selector));
                yield "resume";
            }
            case WorkflowAction.Retry retry -> {
                body.put("restartSuccessful", retry.restartSuccessful());
                retry.nodeFieldSelector().ifPresent(selector -> body.put("nodeFieldSelector", selector));
                parameters(body, retry.parameters());
                yield "retry";
            }
            case WorkflowAction.Resubmit resubmit -> {
                body.put("memoized", resubmit.memoized());
                parameters(body, resubmit.parameters());
                yield "resubmit";
            }
        };
        HttpRequest.Builder request = request(call, workflows(call) + "/" + name + ":" + verb);
        return view(send(
                body.isEmpty()
                        ? request.POST(BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body.toString()))));
    }

    private static void parameters(ObjectNode body, List<String> parameters) {
        ArrayNode list = body.putArray("parameters");
        parameters.forEach(list::add);
    }

    @Override
    public void delete(Call call, String name) {
        send(request(call, workflows(call) + "/" + name).DELETE());
    }

    @Override
    public Stream<Change> watch(Call call, Optional<String> name, Optional<String> resourceVersion) {
        String path = workflows(call) + name.map(one -> "/" + one).orElse("") + ":watch";
        HttpRequest.Builder request = request(call, path).GET().header("Accept", "text/event-stream");
        resourceVersion.ifPresent(version -> request.header("Last-Event-ID", version));
        return stream(request, "change", event -> new Change(event.get("type").asText(), view(event.get("workflow"))));
    }

    @Override
    public Stream<Line> logs(Call call, String name, boolean follow) {
        HttpRequest.Builder request = request(call, workflows(call) + "/" + name + "/logs?follow=" + follow)
                .GET()
                .header("Accept", "text/event-stream");
        return stream(
                request,
                "line",
                event -> new Line(
                        event.get("podName").asText(), event.get("content").asText()));
    }

    @Override
    public BatchDriver batches() {
        return new RestBatches(this);
    }

    @Override
    public List<String> environments(Call call) {
        JsonNode answer = send(request(call, "/v1/environments").GET());
        return StreamSupport.stream(answer.get("environments").spliterator(), false)
                .map(one -> one.get("name").asText())
                .toList();
    }

    @Override
    public List<String> failedChecks(Call call) {
        JsonNode answer =
                send(request(call, "/v1/environments/" + call.environment().orElseThrow() + "/preflight")
                        .GET());
        return StreamSupport.stream(answer.get("findings").spliterator(), false)
                .filter(finding -> !finding.get("passed").asBoolean())
                .map(finding -> finding.get("check").asText())
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }

    private static String workflows(Call call) {
        return "/v1/environments/" + call.environment().orElseThrow() + "/namespaces/"
                + call.namespace().orElseThrow() + "/workflows";
    }

    HttpRequest.Builder request(Call call, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        call.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        call.key().ifPresent(key -> request.header("Idempotency-Key", key));
        call.time().ifPresent(time -> request.header("Tiphys-Timeout", time.toMillis() + "ms"));
        return request;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }

    private JsonNode send(HttpRequest.Builder request) {
        String body = text(request);
        return body.isEmpty() ? JSON.nullNode() : tree(body);
    }

    /** The body of the answer. */
    String text(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new Refusal(refusal(response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> Stream<T> stream(HttpRequest.Builder request, String event, Function<JsonNode, T> mapping) {
        try {
            HttpResponse<java.util.stream.Stream<String>> response =
                    client.send(request.build(), BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                throw new Refusal(refusal(response.body().collect(Collectors.joining("\n"))));
            }
            return new ServerSentEvents<>(response.body(), event, mapping);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static WorkflowView view(JsonNode node) {
        return new WorkflowView(
                node.get("namespace").asText(),
                node.get("name").asText(),
                node.get("uid").asText(),
                node.get("resourceVersion").asText(),
                node.get("phase").asText(),
                node.get("progress").asText(),
                node.get("message").asText(),
                node.get("workflow").toString());
    }

    static Refusal.View refusal(String body) {
        JsonNode problem = tree(body);
        Map<String, String> metadata = new LinkedHashMap<>();
        problem.path("metadata")
                .properties()
                .forEach(one -> metadata.put(one.getKey(), one.getValue().asText()));
        return new Refusal.View(
                problem.path("reason").asText(),
                problem.path("detail").asText(),
                violations(problem, "ERROR"),
                violations(problem, "WARNING"),
                metadata,
                Optional.ofNullable(problem.get("manifest")).map(JsonNode::asText),
                problem.path("retryable").asBoolean());
    }

    private static List<ViolationView> violations(JsonNode problem, String severity) {
        return StreamSupport.stream(problem.path("violations").spliterator(), false)
                .filter(one -> one.get("severity").asText().equals(severity))
                .map(one -> new ViolationView(
                        one.get("rule").asText(), one.get("pointer").asText()))
                .toList();
    }

    static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + body, e);
        }
    }

    /** Reads server-sent events; a refusal in the middle is thrown as it would be at the beginning. */
    private static final class ServerSentEvents<T> implements Stream<T> {
        private final java.util.stream.Stream<String> source;
        private final Iterator<String> lines;
        private final String wanted;
        private final Function<JsonNode, T> mapping;

        ServerSentEvents(java.util.stream.Stream<String> source, String wanted, Function<JsonNode, T> mapping) {
            this.source = source;
            this.lines = source.iterator();
            this.wanted = wanted;
            this.mapping = mapping;
        }

        @Override
        public Optional<T> next() {
            String event = "";
            StringBuilder data = new StringBuilder();
            while (lines.hasNext()) {
                String line = lines.next();
                if (line.startsWith("event:")) {
                    event = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring("data:".length()).strip());
                } else if (line.isEmpty() && event.equals(wanted)) {
                    return Optional.of(mapping.apply(tree(data.toString())));
                } else if (line.isEmpty() && event.equals("error")) {
                    throw new Refusal(refusal(data.toString()));
                } else if (line.isEmpty() && event.equals("end")) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
