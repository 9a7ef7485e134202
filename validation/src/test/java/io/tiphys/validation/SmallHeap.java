package io.tiphys.validation;

/** Looks at every bad input in a process whose heap is the limit; ends with an error when it is not enough. */
final class SmallHeap {
    private SmallHeap() {}

    /** @param arguments none */
    public static void main(String[] arguments) {
        BadInputTest.inputs().forEach(input -> {
            try {
                BadInputTest.lint(input.text());
                System.out.println("done: " + input.name());
            } catch (OutOfMemoryError e) {
                System.out.println("too large: " + input.name());
                System.exit(1);
            }
        });
    }
}
