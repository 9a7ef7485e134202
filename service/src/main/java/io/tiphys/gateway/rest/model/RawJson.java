package io.tiphys.gateway.rest.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.io.OutputStream;

/** JSON that is sent as the received bytes: a model or a tree would lose fields, digits or their order. */
final class RawJson implements JsonSerializable {
    private final byte[] utf8;

    /** @param utf8 one well-formed JSON value in UTF-8; not copied */
    RawJson(byte[] utf8) {
        this.utf8 = utf8;
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeRawValue(""); // writes the comma or colon in front of a value
        generator.flush();
        if (!(generator.getOutputTarget() instanceof OutputStream bytes)) {
            throw new IllegalStateException("raw JSON can be written to bytes only");
        }
        bytes.write(utf8);
    }

    @Override
    public void serializeWithType(JsonGenerator generator, SerializerProvider provider, TypeSerializer typeSerializer)
            throws IOException {
        serialize(generator, provider);
    }
}
