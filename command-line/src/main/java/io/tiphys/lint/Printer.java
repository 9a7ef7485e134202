package io.tiphys.lint;

import java.io.PrintWriter;
import java.util.List;

/** Prints findings in one form. */
interface Printer {
    /** Prints what is wrong with files, those with nothing included. */
    void print(List<FileFindings> files, PrintWriter out);
}
