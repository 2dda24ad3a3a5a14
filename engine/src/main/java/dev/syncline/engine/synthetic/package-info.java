/**
 * Clips whose truth is known exactly: a camera that turns and travels by closed formulas, a scene that is one fixed
 * function of direction and place, a shutter that exposes each line at its own time, and the gyro log of the same turn
 * on a clock of its own.
 *
 * <p>Nothing here shares code with what it is used to judge: lenses are inverted by the package's own solver, and the
 * angular rate is the analytic derivative of the rendered orientation, not an integral of anything.
 *
 * <p>Conventions. World and camera: x right, y down, z forward; the ground lies at {@code y = height}. {@code R(t)}
 * takes camera axes to world axes. A pixel (x, y) of the frame at {@code t_frame} looks along
 * {@code R(t)·bearing(x, y)} from {@code p(t)}, averaged over {@code t = t_frame + shutter.timeOf(x, y) + e}, with
 * {@code e} spread evenly over the exposure. Clocks: {@code video = log·(1 + drift·1e−6) + offset}.
 */
@NullMarked
package dev.syncline.engine.synthetic;

import org.jspecify.annotations.NullMarked;
