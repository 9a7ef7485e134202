package io.tiphys.gateway.batch.sweep;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The parameters of a sweep as a caller gives them. Every value is a text, as Argo's parameters are. */
public sealed interface Sweep {
    /**
     * All combinations of the values, the last column changing fastest.
     *
     * @param columns the values by parameter, in order
     */
    record Grid(Map<String, List<String>> columns) implements Sweep {
        public Grid {
            Objects.requireNonNull(columns);
        }
    }

    /**
     * The first values of all columns together, then the second ones, and so on.
     *
     * @param columns the values by parameter, in order; all of one length
     */
    record Zip(Map<String, List<String>> columns) implements Sweep {
        public Zip {
            Objects.requireNonNull(columns);
        }
    }

    /**
     * One item for each row.
     *
     * @param rows the values by parameter; all rows have the same parameters
     */
    record Rows(List<Map<String, String>> rows) implements Sweep {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /**
     * CSV (RFC 4180) with a header.
     *
     * @param text the table
     */
    record Csv(String text) implements Sweep {
        public Csv {
            Objects.requireNonNull(text);
        }
    }

    /**
     * One JSON object in each line, see {@link Rows}.
     *
     * @param text the lines
     */
    record JsonLines(String text) implements Sweep {
        public JsonLines {
            Objects.requireNonNull(text);
        }
    }
}
