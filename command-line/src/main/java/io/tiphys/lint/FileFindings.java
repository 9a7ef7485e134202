package io.tiphys.lint;

import io.tiphys.validation.finding.Finding;
import java.util.List;

/**
 * The findings of a file.
 *
 * @param file its name
 * @param findings in document order; empty when there are none
 */
record FileFindings(String file, List<Finding> findings) {}
