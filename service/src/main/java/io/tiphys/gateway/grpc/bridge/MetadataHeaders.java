package io.tiphys.gateway.grpc.bridge;

import com.linecorp.armeria.common.HttpHeadersBuilder;
import com.linecorp.armeria.common.RequestHeaders;
import io.grpc.Metadata;
import io.netty.util.AsciiString;
import io.tiphys.gateway.grpc.call.FieldMapper;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Metadata as headers and trailers of HTTP/2 (gRPC over HTTP/2, "Custom-Metadata"); binary values are in base64. */
final class MetadataHeaders {
    /** Headers of the transport, which has read them already. */
    private static final Set<String> OF_THE_TRANSPORT =
            Set.of("te", "content-type", "content-length", "grpc-timeout", "grpc-encoding", "grpc-accept-encoding");

    /** The valid names of metadata; no service can read another name. */
    private static final Pattern NAME = Pattern.compile("[0-9a-z_.-]+");

    private static final String ONLY_SUFFIX = Metadata.BINARY_HEADER_SUFFIX;
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    private MetadataHeaders() {}

    /**
     * The metadata of a request.
     *
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID when a binary value is not base64
     */
    static Metadata read(RequestHeaders headers) {
        Metadata metadata = new Metadata();
        for (Map.Entry<AsciiString, String> header : headers) {
            String name = header.getKey().toString();
            if (!OF_THE_TRANSPORT.contains(name) && NAME.matcher(name).matches() && !name.equals(ONLY_SUFFIX)) {
                add(metadata, name, header.getValue());
            }
        }
        return metadata;
    }

    private static void add(Metadata metadata, String name, String value) {
        if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
            metadata.put(text(name), value);
            return;
        }
        for (String one : value.split(",", -1)) {
            try {
                metadata.put(binary(name), Base64.getDecoder().decode(one.strip()));
            } catch (IllegalArgumentException e) {
                throw FieldMapper.invalid("metadata", name, "Binary metadata is sent in base64.");
            }
        }
    }

    /** Adds metadata to the headers or trailers of a response. */
    static void write(Metadata metadata, HttpHeadersBuilder headers) {
        for (String name : metadata.keys()) {
            if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
                Iterable<byte[]> values = metadata.getAll(binary(name));
                if (values != null) {
                    values.forEach(value -> headers.add(name, ENCODER.encodeToString(value)));
                }
            } else {
                Iterable<String> values = metadata.getAll(text(name));
                if (values != null) {
                    values.forEach(value -> headers.add(name, value));
                }
            }
        }
    }

    private static Metadata.Key<String> text(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static Metadata.Key<byte[]> binary(String name) {
        return Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
    }
}
