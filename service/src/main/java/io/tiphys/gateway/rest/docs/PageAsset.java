package io.tiphys.gateway.rest.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The files of the documentation pages. The list is closed, so that no request path ever becomes a resource path. */
public enum PageAsset {
    API_PAGE("index.html", "text/html;charset=utf-8", "/docs/index.html"),
    API_PAGE_SCRIPT("page.js", "text/javascript;charset=utf-8", "/docs/page.js"),
    PAGE_STYLE("page.css", "text/css;charset=utf-8", "/docs/page.css"),
    SWAGGER_SCRIPT("swagger-ui-bundle.js", "text/javascript;charset=utf-8", PageAsset.SWAGGER + "swagger-ui-bundle.js"),
    SWAGGER_STYLE("swagger-ui.css", "text/css;charset=utf-8", PageAsset.SWAGGER + "swagger-ui.css"),
    SIGN_IN_PAGE("oauth2-redirect.html", "text/html;charset=utf-8", PageAsset.SWAGGER + "oauth2-redirect.html"),
    SIGN_IN_SCRIPT("oauth2-redirect.js", "text/javascript;charset=utf-8", PageAsset.SWAGGER + "oauth2-redirect.js"),
    ICON("favicon-32x32.png", "image/png", PageAsset.SWAGGER + "favicon-32x32.png"),
    OPENAPI("openapi.yaml", "application/yaml", "/META-INF/swagger/tiphys-v1.yml");

    /** The directory of the files of org.webjars:swagger-ui; the parent pom contains the version. */
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/5.32.1/";

    private final String fileName;
    private final String mediaType;
    private final String resource;

    PageAsset(String fileName, String mediaType, String resource) {
        this.fileName = fileName;
        this.mediaType = mediaType;
        this.resource = resource;
    }

    /** The file name in URLs. */
    public String fileName() {
        return fileName;
    }

    /** The media type. */
    public String mediaType() {
        return mediaType;
    }

    /** The content of the file. */
    public byte[] read() {
        try (InputStream in = PageAsset.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks the resource " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
