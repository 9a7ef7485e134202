package io.tiphys.gateway.argoapi.forward;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.SplitHttpResponse;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.route.Target;
import io.tiphys.gateway.argoapi.uri.PathPrefix;
import java.util.List;
import java.util.Optional;

/**
 * Adapts responses to calls below a {@link PathPrefix}: the target of a redirect, the path of a cookie, and the base of the
 * links of Argo's page. Everything else passes unchanged, including all other assets.
 */
public final class PrefixedAnswers {
    /** Argo's page has 500 bytes; a far longer body is not the page. */
    static final long LONGEST_PAGE = 64 * 1024;

    private PrefixedAnswers() {}

    /** The response with the caller's paths. */
    public static HttpResponse of(ArgoApiCall call, PathPrefix prefix, HttpResponse response) {
        if (prefix.isNone()) {
            return response;
        }
        if (!(call.target() instanceof Target.Page)) {
            return response.mapHeaders(headers -> headers(prefix, headers));
        }
        boolean withoutBody = call.headers().method() == HttpMethod.HEAD;
        SplitHttpResponse split = response.split();
        return HttpResponse.of(split.headers().thenApply(headers -> {
            HttpResponse whole = split.unsplit().mapHeaders(all -> headers(prefix, all));
            return isPage(headers) ? page(prefix, whole, withoutBody) : whole;
        }));
    }

    /** Whether the headers belong to the page, and the body is uncompressed and short enough to be changed. */
    private static boolean isPage(ResponseHeaders headers) {
        MediaType type = headers.contentType();
        long length = headers.contentLength();
        return headers.status().equals(HttpStatus.OK)
                && type != null
                && type.is(MediaType.HTML_UTF_8.withoutParameters())
                && !headers.contains(HttpHeaderNames.CONTENT_ENCODING)
                && length >= 0
                && length <= LONGEST_PAGE;
    }

    private static HttpResponse page(PathPrefix prefix, HttpResponse response, boolean withoutBody) {
        if (withoutBody) {
            return response.mapHeaders(headers -> ofChangedPage(headers)
                    .removeAndThen(HttpHeaderNames.CONTENT_LENGTH)
                    .build());
        }
        return HttpResponse.of(response.aggregate().thenApply(whole -> {
            byte[] page = prefix.inFrontOfLinksOf(whole.content().array());
            ResponseHeaders headers =
                    ofChangedPage(whole.headers()).contentLength(page.length).build();
            return HttpResponse.of(headers, HttpData.wrap(page));
        }));
    }

    /** Drops range and tag headers: a part of the page, or a copy compared by tag, would belong to the unchanged page. */
    private static ResponseHeadersBuilder ofChangedPage(ResponseHeaders headers) {
        return headers.toBuilder().removeAndThen(HttpHeaderNames.ACCEPT_RANGES).removeAndThen(HttpHeaderNames.ETAG);
    }

    private static ResponseHeaders headers(PathPrefix prefix, ResponseHeaders headers) {
        Optional<String> location = Optional.ofNullable(headers.get(HttpHeaderNames.LOCATION));
        List<String> cookies = headers.getAll(HttpHeaderNames.SET_COOKIE);
        if (location.isEmpty() && cookies.isEmpty()) {
            return headers;
        }
        ResponseHeadersBuilder changed = headers.toBuilder();
        location.ifPresent(where -> changed.set(HttpHeaderNames.LOCATION, prefix.inFrontOf(where)));
        changed.remove(HttpHeaderNames.SET_COOKIE);
        cookies.forEach(cookie -> changed.add(HttpHeaderNames.SET_COOKIE, prefix.inFrontOfPathOf(cookie)));
        return changed.build();
    }
}
