/** What Argo accepts, and its controller cannot use when the workflow runs. Imports {@code fields}, {@code expression} and {@code rule}. */
@NullMarked
package io.tiphys.validation.controller;

import org.jspecify.annotations.NullMarked;
