package io.tiphys.client.internal.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tiphys.client.Reason;
import io.tiphys.client.TiphysException;
import io.tiphys.client.TiphysException.Failure;
import io.tiphys.client.internal.CallFailures;
import io.tiphys.client.internal.Connection;
import io.tiphys.client.internal.ProblemReader;
import io.tiphys.client.workflow.BatchChange;
import io.tiphys.client.workflow.BatchOutput;
import io.tiphys.client.workflow.BatchResult;
import io.tiphys.client.workflow.EventIterator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens streams of server-sent events, which the generated client cannot read. */
public final class EventStreams {
    private final Connection connection;

    public EventStreams(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens a stream.
     *
     * @param address the path and query, relative to the gateway's address
     * @param wanted the event type to deliver
     * @param type the class of the event data
     * @param mapping converts the event data
     */
    public <G, T> EventIterator<T> open(String address, String wanted, Class<G> type, Function<G, T> mapping) {
        var stream = new ResumingEvents<T>(
                lastId -> connect(address, lastId),
                wanted,
                data -> mapping.apply(decode(data, type)),
                connection::closed);
        connection.opened(stream);
        return stream;
    }

    private <G> G decode(String data, Class<G> type) {
        try {
            return connection.getObjectMapper().readValue(data, type);
        } catch (JsonProcessingException e) {
            throw new TiphysException(
                    Failure.local(Reason.UNKNOWN, false, "The gateway sent an event that cannot be read."), e);
        }
    }

    /** Sends a batch, whose response is a stream of lines. */
    public EventIterator<BatchResult> batch(String address, byte[] batch) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(connection.getBaseUri() + address))
                .header("Accept", "application/x-ndjson")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(batch));
        return new ResultLines<>(opened(request), connection.getObjectMapper(), ResultLines::ofBatch);
    }

    /** Changes the workflows of a batch once for a key; the response is a stream of lines. */
    public EventIterator<BatchChange> change(String address, String idempotencyKey) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(connection.getBaseUri() + address))
                .header("Accept", "application/x-ndjson")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.noBody());
        return new ResultLines<>(opened(request), connection.getObjectMapper(), ResultLines::ofChange);
    }

    /**
     * Reads the table of a batch's outputs. White space before it keeps the connection alive, so the call may last for as long
     * as the batch runs.
     */
    public List<BatchOutput> outputs(String address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(connection.getBaseUri() + address))
                .header("Accept", "application/json");
        return BatchTable.read(opened(request), connection.getObjectMapper());
    }

    private ServerSentEvents connect(String address, Optional<String> lastId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(connection.getBaseUri() + address))
                .header("Accept", "text/event-stream");
        lastId.ifPresent(id -> request.header("Last-Event-ID", id));
        return new ServerSentEvents(opened(request));
    }

    private ResponseBody opened(HttpRequest.Builder request) {
        connection.authorize(request);
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(request.build());
        var body = new ResponseBody(connection.silence());
        response.body().subscribe(body);
        if (response.statusCode() == 200) {
            return body;
        }
        throw ProblemReader.read(
                response.statusCode(), text(body), response.headers().firstValue("Retry-After"));
    }

    /** The timeout applies to the headers alone. A timeout of the request would end the stream too. */
    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(HttpRequest request) {
        var answer = connection.getHttpClient().sendAsync(request, BodyHandlers.ofPublisher());
        try {
            return answer.get(connection.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw CallFailures.withoutAnswer(new HttpTimeoutException("no headers"), CallFailures.Kind.READ);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw CallFailures.withoutAnswer(e, CallFailures.Kind.READ);
        } catch (ExecutionException e) {
            throw CallFailures.withoutAnswer(e.getCause(), CallFailures.Kind.READ);
        }
    }

    private static @Nullable String text(ResponseBody body) {
        try (body) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return null;
        }
    }
}
