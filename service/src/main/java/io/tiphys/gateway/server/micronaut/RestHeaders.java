package io.tiphys.gateway.server.micronaut;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A view of headers, without the pseudo-headers of HTTP/2; immutable and thread-safe. */
final class RestHeaders implements HttpHeaders {
    private static final AsciiString HOST = AsciiString.of("host");

    private final RequestHeaders headers;
    private final ConversionService conversion;

    RestHeaders(RequestHeaders headers, ConversionService conversion) {
        this.headers = headers;
        this.conversion = conversion;
    }

    @Override
    public List<String> getAll(CharSequence name) {
        return headers.getAll(field(name));
    }

    @Override
    public @Nullable String get(CharSequence name) {
        return headers.get(field(name));
    }

    @Override
    public <T> Optional<T> get(CharSequence name, ArgumentConversionContext<T> target) {
        String value = get(name);
        return value == null ? Optional.empty() : conversion.convert(value, target);
    }

    @Override
    public Set<String> names() {
        return headers.names().stream()
                .filter(name -> name.charAt(0) != ':')
                .map(AsciiString::toString)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Collection<List<String>> values() {
        return names().stream().map(this::getAll).toList();
    }

    /** HTTP/2 sends the host in a pseudo-header (RFC 9113, section 8.3.1), HTTP/1 in a header. */
    private CharSequence field(CharSequence name) {
        AsciiString lower = HttpHeaderNames.of(name.toString().toLowerCase(Locale.ROOT));
        return lower.equals(HOST) && !headers.contains(HOST) ? HttpHeaderNames.AUTHORITY : lower;
    }
}
