package dev.syncline.hardware.rig.check;

/**
 * A rule that does not hold, and what to do.
 *
 * @param line where in the rig's file, from 1
 * @param where what it is about: {@code cam1.A}
 * @param reason why, in the words of the field
 * @param fix what to change
 */
public record Finding(Rule rule, Severity severity, int line, String where, String reason, String fix) {}
