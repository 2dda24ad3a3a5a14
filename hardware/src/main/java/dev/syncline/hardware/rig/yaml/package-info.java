/** YAML read into a tree that remembers its lines, so that a finding can say where it lies. */
@NullMarked
package dev.syncline.hardware.rig.yaml;

import org.jspecify.annotations.NullMarked;
