/** The command line: one class a command; wiring and exit codes only. */
@NullMarked
package dev.syncline.cli;

import org.jspecify.annotations.NullMarked;
