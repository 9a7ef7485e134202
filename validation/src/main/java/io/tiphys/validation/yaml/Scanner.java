package io.tiphys.validation.yaml;

import io.tiphys.validation.yaml.scalar.BlockScalar;
import io.tiphys.validation.yaml.scalar.PlainScalar;
import io.tiphys.validation.yaml.scalar.QuotedScalar;
import io.tiphys.validation.yaml.text.Characters;
import io.tiphys.validation.yaml.text.Cursor;
import io.tiphys.validation.yaml.text.SimpleKey;
import io.tiphys.validation.yaml.text.Token;
import io.tiphys.validation.yaml.text.TokenType;
import io.tiphys.validation.yaml.text.YamlFault;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits a text into tokens, as {@code scannerc.go} of go-yaml v2 does. Not thread-safe. */
final class Scanner {
    private static final int DEEPEST = 10_000;
    private static final String FLOW_INDICATORS = ",[]{}#&*!|>'\"%@`";

    private final Cursor cursor;
    private final TokenQueue tokens = new TokenQueue();
    private final Deque<Integer> indents = new ArrayDeque<>();

    /** For each flow level, the block level first: the potential key; null for none. */
    private final List<@Nullable SimpleKey> keys = new ArrayList<>();

    /** The open brackets and braces, the innermost first. */
    private final Deque<Token> brackets = new ArrayDeque<>();

    private int indent = -1;
    private boolean keyAllowed = true;
    private boolean ended;

    Scanner(Cursor cursor) {
        this.cursor = cursor;
        keys.add(null);
    }

    /**
     * The next token, which is not consumed. At the end of the stream it is always the same.
     *
     * @throws YamlFault
     */
    Token peek() {
        while (tokens.isEmpty() || isUndecided(tokens.first())) {
            fetch();
        }
        return tokens.first();
    }

    /** Consumes the last peeked token, except the end of the stream. */
    void take() {
        if (!tokens.first().is(TokenType.STREAM_END)) {
            tokens.removeFirst();
        }
    }

    private boolean isUndecided(Token token) {
        SimpleKey key = token.simpleKey();
        return key != null && !ended && key.isPossible(cursor);
    }

    private int flowLevel() {
        return keys.size() - 1;
    }

    private boolean inFlow() {
        return keys.size() > 1;
    }

    private void fetch() {
        skipToToken();
        unrollIndent(cursor.column());
        char one = cursor.peek();
        if (one == Characters.END) {
            streamEnd();
        } else if (cursor.column() == 0 && one == '%') {
            directive();
        } else if (cursor.atDocumentIndicator()) {
            documentIndicator(one == '-' ? TokenType.DOCUMENT_START : TokenType.DOCUMENT_END);
        } else {
            switch (one) {
                case '[' -> flowStart(TokenType.FLOW_SEQUENCE_START);
                case '{' -> flowStart(TokenType.FLOW_MAPPING_START);
                case ']' -> flowEnd(TokenType.FLOW_SEQUENCE_END);
                case '}' -> flowEnd(TokenType.FLOW_MAPPING_END);
                case ',' -> indicator(TokenType.FLOW_ENTRY, true);
                case '*' -> word(TokenType.ALIAS);
                case '&' -> word(TokenType.ANCHOR);
                case '!' -> tag();
                case '\'', '"' -> quoted();
                default -> indicatorOrScalar(one);
            }
        }
    }

    private void indicatorOrScalar(char one) {
        boolean blankFollows = Characters.isBlankOrEnd(cursor.peek(1));
        if (one == '-' && blankFollows) {
            blockEntry();
        } else if (one == '?' && (inFlow() || blankFollows)) {
            explicitKey();
        } else if (one == ':' && (inFlow() || blankFollows)) {
            value();
        } else if ((one == '|' || one == '>') && !inFlow()) {
            block(one == '|');
        } else if (startsPlain(one)) {
            plain();
        } else {
            throw one == '\t'
                    ? new YamlFault(YamlFault.Kind.TAB, "there is a tab where spaces are expected", cursor.index())
                    : YamlFault.syntax("no value can begin with '" + one + "'", cursor.index());
        }
    }

    /** The characters {@code - ? :} followed by a blank are handled before. */
    private static boolean startsPlain(char one) {
        return !Characters.isBlankOrEnd(one) && FLOW_INDICATORS.indexOf(one) < 0;
    }

    /** Tabs separate tokens, except before a potential key of a block. */
    private void skipToToken() {
        while (true) {
            if (cursor.column() == 0 && cursor.peek() == Characters.BYTE_ORDER_MARK) {
                throw new YamlFault(
                        YamlFault.Kind.BYTE_ORDER_MARK, "a line begins with a byte order mark", cursor.index());
            }
            while (cursor.peek() == ' ' || cursor.peek() == '\t' && (inFlow() || !keyAllowed)) {
                cursor.skip();
            }
            cursor.skipComment();
            if (!Characters.isBreak(cursor.peek())) {
                return;
            }
            cursor.skipLine();
            keyAllowed |= !inFlow();
        }
    }

    private void streamEnd() {
        cursor.endLine();
        unrollIndent(-1);
        giveUpKey();
        keyAllowed = false;
        ended = true;
        tokens.add(Token.of(TokenType.STREAM_END, cursor.index(), cursor.index()));
    }

    private void directive() {
        unrollIndent(-1);
        giveUpKey();
        keyAllowed = false;
        tokens.add(Directives.scan(cursor));
    }

    private void documentIndicator(TokenType type) {
        unrollIndent(-1);
        giveUpKey();
        keyAllowed = false;
        addIndicator(type, 3);
    }

    private void flowStart(TokenType type) {
        SimpleKey key = saveKey();
        keys.add(null);
        if (flowLevel() > DEEPEST) {
            throw YamlFault.syntax("brackets are nested deeper than " + DEEPEST + " levels", cursor.index());
        }
        keyAllowed = true;
        Token bracket = addIndicator(type, 1);
        brackets.push(bracket);
        begin(key, bracket);
    }

    /**
     * Closes a bracket. go-yaml forgets that a bracket may begin a key when no key was possible between it and its end, as in
     * {@code []} and {@code [?x]}: what stands before the end is then consumed before the next token is scanned, and a colon
     * that follows comes too late.
     */
    private void flowEnd(TokenType type) {
        giveUpKey();
        if (inFlow()) {
            Token bracket = brackets.pop();
            if (keys.remove(keys.size() - 1) == null) {
                bracket.beginsNoKey();
            }
        }
        indicator(type, false);
    }

    private void indicator(TokenType type, boolean keyMayFollow) {
        if (type == TokenType.FLOW_ENTRY) {
            giveUpKey();
        }
        keyAllowed = keyMayFollow;
        addIndicator(type, 1);
    }

    private void blockEntry() {
        if (!inFlow()) {
            requireKeyAllowed("an element of a list cannot begin here", YamlFault.Kind.SYNTAX);
            rollIndent(cursor.column(), tokens.nextNumber(), TokenType.BLOCK_SEQUENCE_START, cursor.index());
        }
        giveUpKey();
        keyAllowed = true;
        addIndicator(TokenType.BLOCK_ENTRY, 1);
    }

    private void explicitKey() {
        if (!inFlow()) {
            requireKeyAllowed("a key cannot begin here", YamlFault.Kind.SYNTAX);
            rollIndent(cursor.column(), tokens.nextNumber(), TokenType.BLOCK_MAPPING_START, cursor.index());
        }
        giveUpKey();
        keyAllowed = !inFlow();
        addIndicator(TokenType.KEY, 1);
    }

    private void value() {
        SimpleKey key = keys.get(flowLevel());
        if (key != null && key.isPossible(cursor)) {
            tokens.insert(key.tokenNumber(), Token.of(TokenType.KEY, key.index(), key.index()));
            rollIndent(key.column(), key.tokenNumber(), TokenType.BLOCK_MAPPING_START, key.index());
            key.settle();
            keyAllowed = false;
        } else {
            if (!inFlow()) {
                requireKeyAllowed("a colon is not allowed here", YamlFault.Kind.COLON);
                rollIndent(cursor.column(), tokens.nextNumber(), TokenType.BLOCK_MAPPING_START, cursor.index());
            }
            keyAllowed = !inFlow();
        }
        addIndicator(TokenType.VALUE, 1);
    }

    private void requireKeyAllowed(String problem, YamlFault.Kind kind) {
        if (!keyAllowed) {
            throw new YamlFault(kind, problem, cursor.index());
        }
    }

    private void word(TokenType type) {
        SimpleKey key = saveKey();
        keyAllowed = false;
        begin(key, add(Words.scan(cursor, type)));
    }

    private void tag() {
        SimpleKey key = saveKey();
        keyAllowed = false;
        begin(key, add(Tags.scan(cursor)));
    }

    private void block(boolean literal) {
        giveUpKey();
        keyAllowed = true;
        add(new BlockScalar(cursor, indent, literal).scan());
    }

    private void quoted() {
        SimpleKey key = saveKey();
        keyAllowed = false;
        begin(key, add(new QuotedScalar(cursor).scan()));
    }

    private void plain() {
        SimpleKey key = saveKey();
        PlainScalar scalar = new PlainScalar(cursor, indent + 1, inFlow());
        begin(key, add(scalar.scan()));
        keyAllowed = scalar.endsAtNewLine();
    }

    private Token addIndicator(TokenType type, int length) {
        int index = cursor.index();
        cursor.skip(length);
        return add(Token.of(type, index, cursor.index()));
    }

    private Token add(Token token) {
        tokens.add(token);
        return token;
    }

    private static void begin(@Nullable SimpleKey key, Token token) {
        if (key != null) {
            token.mayBegin(key);
        }
    }

    /** Records that a key may begin here; null if none may. */
    private @Nullable SimpleKey saveKey() {
        if (!keyAllowed) {
            return null;
        }
        boolean required = !inFlow() && indent == cursor.column();
        giveUpKey();
        SimpleKey key = new SimpleKey(required, tokens.nextNumber(), cursor);
        keys.set(flowLevel(), key);
        return key;
    }

    private void giveUpKey() {
        SimpleKey key = keys.get(flowLevel());
        if (key != null) {
            key.giveUp();
        }
    }

    private void rollIndent(int column, int number, TokenType type, int index) {
        if (inFlow() || indent >= column) {
            return;
        }
        indents.push(indent);
        indent = column;
        if (indents.size() > DEEPEST) {
            throw YamlFault.syntax("it is indented deeper than " + DEEPEST + " levels", index);
        }
        tokens.insert(number, Token.of(type, index, index));
    }

    private void unrollIndent(int column) {
        while (!inFlow() && indent > column) {
            tokens.add(Token.of(TokenType.BLOCK_END, cursor.index(), cursor.index()));
            indent = indents.pop();
        }
    }
}
