/** {@code syncline doctor}: what this machine can do. */
@NullMarked
package dev.syncline.cli.doctor;

import org.jspecify.annotations.NullMarked;
