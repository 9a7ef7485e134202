package io.tiphys.gateway.argoapi.uri;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import java.util.ArrayList;
import java.util.List;

/** The cookies of a request, read as the Argo Server reads them (Go's {@code net/http}, {@code readCookies}). */
public final class Cookies {
    private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

    private Cookies() {}

    /** The values of all cookies with this name, in order; without those that Go ignores. */
    public static List<String> named(RequestHeaders headers, String name) {
        List<String> values = new ArrayList<>();
        for (String header : headers.getAll(HttpHeaderNames.COOKIE)) {
            for (String pair : header.split(";")) {
                String part = trimmed(pair);
                int equals = part.indexOf('=');
                String found = trimmed(equals < 0 ? part : part.substring(0, equals));
                String value = unquoted(equals < 0 ? "" : part.substring(equals + 1));
                if (found.equals(name) && isToken(found) && isValue(value)) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    /** A rewritten cookie; Go puts quotes around a value with a blank or a comma. */
    public static String write(String name, String value) {
        boolean quoted = value.indexOf(' ') >= 0 || value.indexOf(',') >= 0;
        return name + "=" + (quoted ? "\"" + value + "\"" : value);
    }

    /** Go trims these four characters and no other white space. */
    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char next) {
        return next == ' ' || next == '\t' || next == '\r' || next == '\n';
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars().allMatch(next -> next > ' ' && next < 0x7F && SEPARATORS.indexOf(next) < 0);
    }

    private static boolean isValue(String value) {
        return value.chars().allMatch(next -> next >= ' ' && next < 0x7F && next != '"' && next != ';' && next != '\\');
    }
}
