package io.tiphys.validation.yaml;

import io.tiphys.validation.yaml.text.Token;
import java.util.ArrayList;
import java.util.List;

/** Scanned tokens that are not yet consumed. They are numbered from the beginning of the stream. Not thread-safe. */
final class TokenQueue {
    private final List<Token> tokens = new ArrayList<>();
    private int head;
    private int taken;

    boolean isEmpty() {
        return head == tokens.size();
    }

    Token first() {
        return tokens.get(head);
    }

    void removeFirst() {
        head++;
        taken++;
        if (isEmpty()) {
            tokens.clear();
            head = 0;
        }
    }

    void add(Token token) {
        tokens.add(token);
    }

    /** The number of the next token. */
    int nextNumber() {
        return taken + tokens.size() - head;
    }

    /** Inserts a token before the one with a number. As in go-yaml, it comes last if that one is consumed. */
    void insert(int number, Token token) {
        if (number < taken) {
            tokens.add(token);
        } else {
            tokens.add(head + number - taken, token);
        }
    }
}
