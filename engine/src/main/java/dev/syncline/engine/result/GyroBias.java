package dev.syncline.engine.result;

import org.jspecify.annotations.Nullable;

/**
 * The rate that a log shows at rest, in the log's axes.
 *
 * @param rateRadS double[3], rad/s
 * @param sigmaRadS double[3], standard error of each, 0 where the bias was held; null where unknown
 */
public record GyroBias(double[] rateRadS, double @Nullable [] sigmaRadS) {}
