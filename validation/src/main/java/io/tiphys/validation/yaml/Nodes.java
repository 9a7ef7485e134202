package io.tiphys.validation.yaml;

import io.tiphys.validation.yaml.YamlEvent.Kind;
import io.tiphys.validation.yaml.text.Token;
import io.tiphys.validation.yaml.text.TokenType;
import io.tiphys.validation.yaml.text.YamlFault;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the beginning of a value: an alias, a whole scalar, or the start of a list or object. Not thread-safe. */
final class Nodes {
    private final Scanner scanner;

    /** The prefixes of tags by their handles. */
    private final Map<String, String> handles;

    private @Nullable String anchor;
    private @Nullable String tag;

    Nodes(Scanner scanner, Map<String, String> handles) {
        this.scanner = scanner;
        this.handles = handles;
    }

    /**
     * Reads the beginning. The token that starts a list or an object is not consumed.
     *
     * @param block whether a list or object by indentation may follow
     * @param unindented whether a list may follow without indentation relative to the surrounding value
     */
    YamlEvent read(boolean block, boolean unindented) {
        Token first = scanner.peek();
        if (first.is(TokenType.ALIAS)) {
            scanner.take();
            return YamlEvent.start(Kind.ALIAS, first.index(), first.value());
        }
        anchor = null;
        tag = null;
        properties(first.is(TokenType.ANCHOR) ? TokenType.TAG : TokenType.ANCHOR);
        Token token = scanner.peek();
        int index = first.index();
        return switch (token.type()) {
            case SCALAR -> {
                scanner.take();
                yield new YamlEvent(Kind.SCALAR, index, anchor, tag, token.value(), isPlain(token));
            }
            case FLOW_SEQUENCE_START -> YamlEvent.start(Kind.SEQUENCE_START, index, anchor);
            case FLOW_MAPPING_START -> YamlEvent.start(Kind.MAPPING_START, index, anchor);
            case BLOCK_ENTRY ->
                unindented ? YamlEvent.start(Kind.SEQUENCE_START, index, anchor) : nothing(token, index);
            case BLOCK_SEQUENCE_START ->
                block ? YamlEvent.start(Kind.SEQUENCE_START, index, anchor) : nothing(token, index);
            case BLOCK_MAPPING_START ->
                block ? YamlEvent.start(Kind.MAPPING_START, index, anchor) : nothing(token, index);
            default -> nothing(token, index);
        };
    }

    private boolean isPlain(Token token) {
        return tag == null ? token.plain() : tag.equals("!");
    }

    /** An anchor or tag may have an empty value. */
    private YamlEvent nothing(Token token, int index) {
        if (anchor == null && tag == null) {
            throw YamlFault.syntax("a value is expected here", token.index());
        }
        return new YamlEvent(Kind.SCALAR, index, anchor, tag, "", tag == null);
    }

    private void properties(TokenType second) {
        boolean any = property(TokenType.ANCHOR) || property(TokenType.TAG);
        if (any) {
            property(second);
        }
    }

    private boolean property(TokenType type) {
        Token token = scanner.peek();
        if (!token.is(type)) {
            return false;
        }
        if (type == TokenType.ANCHOR) {
            anchor = token.value();
        } else {
            tag = tag(token);
        }
        scanner.take();
        return true;
    }

    private String tag(Token token) {
        if (token.value().isEmpty()) {
            return token.suffix();
        }
        String prefix = handles.get(token.value());
        if (prefix == null) {
            throw YamlFault.syntax("the handle of a tag is not defined", token.index());
        }
        return prefix + token.suffix();
    }
}
