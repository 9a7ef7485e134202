package io.tiphys.lint;

import java.io.Console;

/** Whether the process has an interactive terminal. */
final class Terminal {
    private Terminal() {}

    /** Since Java 22 there is a console even without a terminal, and a method that distinguishes the two. */
    static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
