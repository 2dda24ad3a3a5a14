/** A result as a page that a person can look at. */
@NullMarked
package dev.syncline.engine.report;

import org.jspecify.annotations.NullMarked;
