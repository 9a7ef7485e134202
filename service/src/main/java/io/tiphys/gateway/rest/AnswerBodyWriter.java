package io.tiphys.gateway.rest;

import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.body.MessageBodyWriter;
import io.micronaut.http.codec.CodecException;
import io.tiphys.gateway.rest.model.Answer;
import io.tiphys.gateway.rest.model.AnswerJson;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;

/** Writes responses with {@link AnswerJson}, because the framework's own mapper cannot pass Argo's bytes through. */
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public final class AnswerBodyWriter implements MessageBodyWriter<Answer> {
    @Override
    public void writeTo(
            Argument<Answer> type,
            MediaType mediaType,
            Answer answer,
            MutableHeaders outgoingHeaders,
            OutputStream outputStream)
            throws CodecException {
        outgoingHeaders.set("Content-Type", MediaType.APPLICATION_JSON);
        try {
            outputStream.write(AnswerJson.write(answer));
        } catch (IOException e) {
            throw new CodecException("the answer could not be written", e);
        }
    }
}
