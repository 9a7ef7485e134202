package io.tiphys.lint;

import java.io.Console;

/** Whether somebody reads along. */
final class Terminal {
    private Terminal() {}

    /** Since Java 22 there is a console also where there is no terminal, and a method that tells. */
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
