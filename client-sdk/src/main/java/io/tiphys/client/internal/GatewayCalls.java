package io.tiphys.client.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tiphys.client.Reason;
import io.tiphys.client.TiphysException;
import io.tiphys.client.TiphysException.Failure;
import io.tiphys.client.generated.ApiException;
import io.tiphys.client.generated.api.EnvironmentsApi;
import io.tiphys.client.generated.api.LintApi;
import io.tiphys.client.generated.api.WorkflowsApi;
import io.tiphys.client.generated.model.LintFilesRequest;
import io.tiphys.client.generated.model.LintFilesResponse;
import io.tiphys.client.generated.model.LintResponse;
import io.tiphys.client.generated.model.SubmitWorkflowResponse;
import io.tiphys.client.generated.model.WorkflowPreflight;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** Makes calls, and converts any failure into a {@link TiphysException}. */
public final class GatewayCalls {
    private final Connection connection;
    private final WorkflowsApi workflows;
    private final EnvironmentsApi environments;
    private final LintApi linter;

    public GatewayCalls(Connection connection) {
        this.connection = connection;
        this.workflows = new WorkflowsApi(connection);
        this.environments = new EnvironmentsApi(connection);
        this.linter = new LintApi(connection);
    }

    /**
     * A call of the generated client.
     *
     * @param <A> the API class of the generated client
     * @param <R> the response
     */
    @FunctionalInterface
    public interface Call<A, R> {
        R on(A api, String timeout) throws ApiException;
    }

    /** A call that changes nothing. */
    public <R> R read(Call<WorkflowsApi, R> call) {
        return make(call, workflows, CallFailures.Kind.READ);
    }

    /** A call that may change something, so that without a response the outcome is unknown. */
    public <R> R change(Call<WorkflowsApi, R> call) {
        return make(call, workflows, CallFailures.Kind.CHANGE);
    }

    /** A call about environments. */
    public <R> R ask(Call<EnvironmentsApi, R> call) {
        return make(call, environments, CallFailures.Kind.READ);
    }

    /** Submits a document unchanged. */
    public SubmitWorkflowResponse submit(Place place, byte[] document, boolean validateOnly, Optional<String> key) {
        String query = Place.query("validateOnly", validateOnly ? "true" : null);
        var kind = validateOnly ? CallFailures.Kind.READ : CallFailures.Kind.CHANGE;
        HttpRequest.Builder request = posting(place.workflows() + query, document);
        key.ifPresent(value -> request.header("Idempotency-Key", value));
        return post(request, kind, SubmitWorkflowResponse.class);
    }

    /** Requests the preflight of a document, which is sent unchanged. */
    public WorkflowPreflight preflight(Place place, byte[] document) {
        return post(place.workflows() + ":preflight", document, CallFailures.Kind.READ, WorkflowPreflight.class);
    }

    /** Lints a text, which is sent unchanged. */
    LintResponse lint(Place place, byte[] text) {
        return post(place.environmentAddress() + ":lint", text, CallFailures.Kind.READ, LintResponse.class);
    }

    /** Lints several files. */
    LintFilesResponse lintFiles(Place place, LintFilesRequest request) {
        Call<LintApi, LintFilesResponse> call = (api, time) -> api.lintFiles(place.requireEnvironment(), request, time);
        return make(call, linter, CallFailures.Kind.READ);
    }

    /** Sends a document; the gateway detects JSON or YAML. */
    private <R> R post(String address, byte[] document, CallFailures.Kind kind, Class<R> answerType) {
        return post(posting(address, document), kind, answerType);
    }

    private HttpRequest.Builder posting(String address, byte[] document) {
        return HttpRequest.newBuilder(URI.create(connection.getBaseUri() + address))
                .timeout(connection.patience())
                .header("Accept", "application/json")
                .header("Tiphys-Timeout", connection.timeoutHeader())
                .POST(BodyPublishers.ofByteArray(document));
    }

    private <R> R post(HttpRequest.Builder request, CallFailures.Kind kind, Class<R> answerType) {
        connection.authorize(request);
        HttpResponse<String> answer = send(request.build(), kind);
        if (answer.statusCode() / 100 != 2) {
            throw ProblemReader.read(
                    answer.statusCode(), answer.body(), answer.headers().firstValue("Retry-After"));
        }
        return read(answer.body(), answerType);
    }

    private HttpResponse<String> send(HttpRequest request, CallFailures.Kind kind) {
        try {
            return connection.getHttpClient().send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw CallFailures.withoutAnswer(e, kind);
        }
    }

    private <R> R read(String body, Class<R> type) {
        try {
            return connection.getObjectMapper().readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new TiphysException(
                    Failure.local(
                            Reason.OUTCOME_UNKNOWN,
                            false,
                            "The call was carried out, but its response cannot be read."),
                    e);
        }
    }

    private <A, R> R make(Call<A, R> call, A api, CallFailures.Kind kind) {
        try {
            return call.on(api, connection.timeoutHeader());
        } catch (ApiException e) {
            throw CallFailures.of(e, kind);
        }
    }
}
