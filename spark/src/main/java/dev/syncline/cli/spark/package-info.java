/** {@code syncline archive --master}: the clips of an archive as tasks of Apache Spark. */
@NullMarked
package dev.syncline.cli.spark;

import org.jspecify.annotations.NullMarked;
