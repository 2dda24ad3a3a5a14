/** What a person at a terminal meets in every command: exit codes, error lines, standard output, units of options. */
@NullMarked
package dev.syncline.cli.console;

import org.jspecify.annotations.NullMarked;
