package io.tiphys.validation.yaml;

import io.tiphys.validation.yaml.YamlEvent.Kind;
import io.tiphys.validation.yaml.text.TokenType;
import io.tiphys.validation.yaml.text.YamlFault;
import java.util.ArrayDeque;
import java.util.Deque;

/** The open lists and objects, and the state of the innermost one. Not thread-safe. */
final class Collections {
    /** The next expected part of a list or object. */
    private enum State {
        BLOCK_ELEMENT,
        UNINDENTED_ELEMENT,
        BLOCK_KEY,
        BLOCK_VALUE,
        FIRST_FLOW_ELEMENT,
        FLOW_ELEMENT,
        PAIR_KEY,
        PAIR_VALUE,
        PAIR_END,
        FIRST_FLOW_KEY,
        FLOW_KEY,
        FLOW_VALUE,
        NO_FLOW_VALUE
    }

    private final Scanner scanner;
    private final Nodes nodes;
    private final Deque<State> open = new ArrayDeque<>();

    Collections(Scanner scanner, Nodes nodes) {
        this.scanner = scanner;
        this.nodes = nodes;
    }

    boolean isOpen() {
        return !open.isEmpty();
    }

    /** The value of the document. */
    YamlEvent node() {
        return node(true, false);
    }

    YamlEvent next() {
        return switch (open.pop()) {
            case BLOCK_ELEMENT -> blockElement();
            case UNINDENTED_ELEMENT -> unindentedElement();
            case BLOCK_KEY -> blockKey();
            case BLOCK_VALUE -> blockValue();
            case FIRST_FLOW_ELEMENT -> flowElement(true);
            case FLOW_ELEMENT -> flowElement(false);
            case PAIR_KEY -> pairKey();
            case PAIR_VALUE -> flowValue(State.PAIR_END, TokenType.FLOW_SEQUENCE_END);
            case PAIR_END -> YamlEvent.of(Kind.MAPPING_END, scanner.peek().index());
            case FIRST_FLOW_KEY -> flowKey(true);
            case FLOW_KEY -> flowKey(false);
            case FLOW_VALUE -> flowValue(State.FLOW_KEY, TokenType.FLOW_MAPPING_END);
            case NO_FLOW_VALUE -> {
                open.push(State.FLOW_KEY);
                yield YamlEvent.nothing(scanner.peek().index());
            }
        };
    }

    private YamlEvent node(boolean block, boolean unindented) {
        YamlEvent event = nodes.read(block, unindented);
        if (event.is(Kind.SEQUENCE_START) || event.is(Kind.MAPPING_START)) {
            switch (scanner.peek().type()) {
                case BLOCK_ENTRY -> open.push(State.UNINDENTED_ELEMENT); // the token is that of the first element
                case BLOCK_SEQUENCE_START -> enter(State.BLOCK_ELEMENT);
                case BLOCK_MAPPING_START -> enter(State.BLOCK_KEY);
                case FLOW_SEQUENCE_START -> enter(State.FIRST_FLOW_ELEMENT);
                default -> enter(State.FIRST_FLOW_KEY);
            }
        }
        return event;
    }

    private void enter(State state) {
        scanner.take();
        open.push(state);
    }

    private YamlEvent end(Kind kind) {
        int index = scanner.peek().index();
        scanner.take();
        return YamlEvent.of(kind, index);
    }

    private boolean isAt(TokenType type) {
        return scanner.peek().is(type);
    }

    private boolean isAt(TokenType one, TokenType other) {
        return isAt(one) || isAt(other);
    }

    private YamlEvent blockElement() {
        if (isAt(TokenType.BLOCK_END)) {
            return end(Kind.SEQUENCE_END);
        }
        if (!isAt(TokenType.BLOCK_ENTRY)) {
            throw YamlFault.syntax(
                    "an element of the list is expected, which begins with '- '",
                    scanner.peek().index());
        }
        int end = takeIndicator();
        open.push(State.BLOCK_ELEMENT);
        return isAt(TokenType.BLOCK_ENTRY, TokenType.BLOCK_END) ? YamlEvent.nothing(end) : node(true, false);
    }

    private YamlEvent unindentedElement() {
        if (!isAt(TokenType.BLOCK_ENTRY)) {
            return YamlEvent.of(Kind.SEQUENCE_END, scanner.peek().index());
        }
        int end = takeIndicator();
        open.push(State.UNINDENTED_ELEMENT);
        boolean nothing = isAt(TokenType.BLOCK_ENTRY, TokenType.BLOCK_END) || isAt(TokenType.KEY, TokenType.VALUE);
        return nothing ? YamlEvent.nothing(end) : node(true, false);
    }

    private YamlEvent blockKey() {
        if (isAt(TokenType.BLOCK_END)) {
            return end(Kind.MAPPING_END);
        }
        if (!isAt(TokenType.KEY)) {
            throw YamlFault.syntax("a key is expected here", scanner.peek().index());
        }
        return blockPart(State.BLOCK_VALUE);
    }

    private YamlEvent blockValue() {
        if (!isAt(TokenType.VALUE)) {
            open.push(State.BLOCK_KEY);
            return YamlEvent.nothing(scanner.peek().index());
        }
        return blockPart(State.BLOCK_KEY);
    }

    /** The value after a question mark or a colon. */
    private YamlEvent blockPart(State then) {
        int end = takeIndicator();
        open.push(then);
        boolean nothing = isAt(TokenType.KEY, TokenType.VALUE) || isAt(TokenType.BLOCK_END);
        return nothing ? YamlEvent.nothing(end) : node(true, true);
    }

    private int takeIndicator() {
        int end = scanner.peek().end();
        scanner.take();
        return end;
    }

    private void separator(boolean first, String expected) {
        if (!first) {
            if (!isAt(TokenType.FLOW_ENTRY)) {
                throw YamlFault.syntax(expected, scanner.peek().index());
            }
            scanner.take();
        }
    }

    private YamlEvent flowElement(boolean first) {
        if (!isAt(TokenType.FLOW_SEQUENCE_END)) {
            separator(first, "',' or ']' is expected here");
            if (isAt(TokenType.KEY)) {
                int index = scanner.peek().index();
                scanner.take();
                open.push(State.FLOW_ELEMENT);
                open.push(State.PAIR_KEY);
                return YamlEvent.of(Kind.MAPPING_START, index);
            }
            if (!isAt(TokenType.FLOW_SEQUENCE_END)) {
                open.push(State.FLOW_ELEMENT);
                return node(false, false);
            }
        }
        return end(Kind.SEQUENCE_END);
    }

    private YamlEvent pairKey() {
        open.push(State.PAIR_VALUE);
        if (isAt(TokenType.VALUE, TokenType.FLOW_ENTRY) || isAt(TokenType.FLOW_SEQUENCE_END)) {
            return YamlEvent.nothing(takeIndicator()); // go-yaml consumes this token, of any type
        }
        return node(false, false);
    }

    private YamlEvent flowKey(boolean first) {
        if (!isAt(TokenType.FLOW_MAPPING_END)) {
            separator(first, "',' or '}' is expected here");
            if (isAt(TokenType.KEY)) {
                scanner.take();
                open.push(State.FLOW_VALUE);
                return isAt(TokenType.VALUE, TokenType.FLOW_ENTRY) || isAt(TokenType.FLOW_MAPPING_END)
                        ? YamlEvent.nothing(scanner.peek().index())
                        : node(false, false);
            }
            if (!isAt(TokenType.FLOW_MAPPING_END)) {
                open.push(State.NO_FLOW_VALUE);
                return node(false, false);
            }
        }
        return end(Kind.MAPPING_END);
    }

    private YamlEvent flowValue(State then, TokenType close) {
        if (isAt(TokenType.VALUE)) {
            scanner.take();
            if (!isAt(TokenType.FLOW_ENTRY, close)) {
                open.push(then);
                return node(false, false);
            }
        }
        open.push(then);
        return YamlEvent.nothing(scanner.peek().index());
    }
}
