/** Each benchmark runs once, so that none is found broken on the day that its number is wanted. */
@NullMarked
package dev.syncline.bench;

import org.jspecify.annotations.NullMarked;
