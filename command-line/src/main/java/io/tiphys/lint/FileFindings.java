package io.tiphys.lint;

import io.tiphys.validation.finding.Finding;
import java.util.List;

/**
 * What is wrong with a file.
 *
 * @param file how it is called
 * @param findings in its order; none when nothing is wrong
 */
record FileFindings(String file, List<Finding> findings) {}
