package io.tiphys.lint;

import java.io.PrintWriter;
import java.util.List;

/** Prints findings in one format. */
interface Printer {
    /** Prints the findings of files, including files without any. */
    void print(List<FileFindings> files, PrintWriter out);
}
