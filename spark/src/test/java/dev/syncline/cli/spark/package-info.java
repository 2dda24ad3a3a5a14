@NullMarked
package dev.syncline.cli.spark;

import org.jspecify.annotations.NullMarked;
