package io.tiphys.validation.yaml;

import io.tiphys.validation.yaml.YamlEvent.Kind;
import io.tiphys.validation.yaml.text.Cursor;
import io.tiphys.validation.yaml.text.Token;
import io.tiphys.validation.yaml.text.TokenType;
import io.tiphys.validation.yaml.text.YamlFault;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Produces the events of a text in order, as {@code parserc.go} of go-yaml v2 does. Not thread-safe. */
public final class YamlParser {
    private static final Map<String, String> USUAL_HANDLES = Map.of("!", "!", "!!", "tag:yaml.org,2002:");

    private enum Document {
        BEFORE_FIRST,
        BEFORE_CONTENT,
        AFTER_MARKER,
        CONTENT,
        BEFORE_NEXT
    }

    private final Scanner scanner;
    private final Collections collections;
    private final Map<String, String> handles = new HashMap<>();
    private Document state = Document.BEFORE_FIRST;
    private @Nullable YamlEvent peeked;

    /**
     * @param text without a byte order mark
     * @param start the beginning of the part to read
     * @param end its end
     * @throws YamlFault if the part contains a character that YAML forbids
     */
    public YamlParser(String text, int start, int end) {
        this.scanner = new Scanner(new Cursor(text, start, end));
        this.collections = new Collections(scanner, new Nodes(scanner, handles));
    }

    /** The next event, which is not consumed. @throws YamlFault */
    public YamlEvent peek() {
        YamlEvent event = peeked == null ? read() : peeked;
        peeked = event;
        return event;
    }

    /** Consumes and returns the next event. @throws YamlFault */
    public YamlEvent next() {
        YamlEvent event = peek();
        peeked = null;
        return event;
    }

    private YamlEvent read() {
        return switch (state) {
            case BEFORE_FIRST, BEFORE_NEXT -> documentStart();
            case BEFORE_CONTENT -> {
                state = Document.CONTENT;
                yield collections.node();
            }
            case AFTER_MARKER -> afterMarker();
            case CONTENT -> collections.isOpen() ? collections.next() : documentEnd();
        };
    }

    private YamlEvent documentStart() {
        boolean first = state == Document.BEFORE_FIRST;
        while (!first && scanner.peek().is(TokenType.DOCUMENT_END)) {
            scanner.take();
        }
        Token token = scanner.peek();
        if (token.is(TokenType.STREAM_END)) {
            return YamlEvent.of(Kind.STREAM_END, token.index());
        }
        boolean directives = directives();
        if (scanner.peek().is(TokenType.DOCUMENT_START)) {
            scanner.take();
            state = Document.AFTER_MARKER;
        } else if (first && !directives) {
            state = Document.BEFORE_CONTENT;
        } else {
            throw YamlFault.syntax(
                    "a further document begins with ---", scanner.peek().index());
        }
        return YamlEvent.of(Kind.DOCUMENT_START, token.index());
    }

    private YamlEvent afterMarker() {
        state = Document.CONTENT;
        Token token = scanner.peek();
        return switch (token.type()) {
            case VERSION_DIRECTIVE, TAG_DIRECTIVE, DOCUMENT_START, DOCUMENT_END, STREAM_END ->
                YamlEvent.nothing(token.index());
            default -> collections.node();
        };
    }

    private YamlEvent documentEnd() {
        Token token = scanner.peek();
        if (token.is(TokenType.DOCUMENT_END)) {
            scanner.take();
        }
        state = Document.BEFORE_NEXT;
        return YamlEvent.of(Kind.DOCUMENT_END, token.index());
    }

    /** Reads the directives before a document, and returns whether there are any. */
    private boolean directives() {
        handles.clear();
        boolean version = false;
        boolean any = false;
        for (Token token = scanner.peek(); isDirective(token); token = scanner.peek()) {
            any = true;
            if (token.is(TokenType.TAG_DIRECTIVE)) {
                if (handles.put(token.value(), token.suffix()) != null) {
                    throw YamlFault.syntax("two %TAG directives have the same handle", token.index());
                }
            } else if (version) {
                throw YamlFault.syntax("there is a second %YAML directive", token.index());
            } else if (!token.value().equals("1") || !token.suffix().equals("1")) {
                throw YamlFault.syntax("its version is not 1.1, which Kubernetes reads", token.index());
            } else {
                version = true;
            }
            scanner.take();
        }
        USUAL_HANDLES.forEach(handles::putIfAbsent);
        return any;
    }

    private static boolean isDirective(Token token) {
        return token.is(TokenType.VERSION_DIRECTIVE) || token.is(TokenType.TAG_DIRECTIVE);
    }
}
