/**
 * Offsets from the followed points themselves, each at its own row's time.
 *
 * <p><b>The model.</b> A point of a frame at time t, on the readout at r (−½ at its first line, ½ past its last), was
 * seen at {@code t + T·r} (T the readout time) on the video's clock, and at {@code t + T·r − τ} on the log's (τ the
 * offset). With Q(s) the orientation integrated from the log's rates less a bias b, and M the turn from the log's axes
 * to the camera's, a direction p₁ seen at log time s₁ in one frame is predicted in the next, at s₂, as
 *
 * <pre>p₂ = M · Q(s₂)ᵀ · Q(s₁) · Mᵀ · p₁</pre>
 *
 * and the residual is what the followed point misses it by, across the line of sight. Its derivative by τ is
 * {@code (Mω₂ − R·Mω₁) × p₂}: the information lies in how the rate changes, Σ|ω̇|² (the Cramér–Rao bound of a delay).
 * Those by b, M, T and the focal length are as plain ({@link dev.syncline.engine.sync.refine.WindowResiduals}).
 *
 * <p><b>Weights.</b> Each point's covariance is {@code s²·(Σ g gᵀ)⁻¹} over its patch, from the gradients g and the
 * match's own mean square difference s² (Lucas and Kanade 1981; Förstner 1982), scaled for each pair of frames by what
 * is seen; Geman–McClure weights on the point and on its whole track take care of what moves by itself.
 *
 * <p><b>Parallax.</b> A camera that moves by a step t_k shifts the point of track j by {@code ρ_j·(t_k − (t_k·p)p)}.
 * The inverse distances ρ of the tracks and the steps t of the pairs are found in turn, each under a Gaussian prior
 * whose width is estimated too (expectation–maximisation), and the steps are eliminated from the normal equations, so that
 * an offset cannot be read out of what may as well be translation
 * ({@link dev.syncline.engine.sync.refine.SceneParallax}).
 *
 * <p><b>Coding.</b> A predicted picture keeps a little of the one it is predicted from, and so shows motion late. Frames
 * predicted from both sides are stepped over ({@link dev.syncline.engine.sync.flow.ReferencePairs}); for the others a lag in
 * proportion to how far back they reach is solved for, seen where they meet frames that are coded alone
 * ({@link dev.syncline.engine.sync.refine.CodingLag}).
 *
 * <p><b>Solution.</b> Offsets of all windows, and b, M, T and the focal length, which they share, by iteratively
 * reweighted Gauss–Newton ({@link dev.syncline.engine.sync.refine.RollingShutterRefiner}). What is known of the focal length
 * beforehand counts by as much more as the points of a picture share errors, once parallax is looked for: thousands of
 * points would outvote it otherwise ({@link dev.syncline.engine.sync.refine.JointEquations}). The curvature's error bars take
 * all points for independent; the ones given take each pair of frames for a cluster, and neighbours as related (Newey
 * and West 1987; {@link dev.syncline.engine.sync.refine.ErrorBar}).
 *
 * <p>Kindred methods: Karpenko et al. 2011; Jia and Evans 2014; Ovrén and Forssén 2015; Li and Mourikis 2014.
 */
@NullMarked
package dev.syncline.engine.sync.refine;

import org.jspecify.annotations.NullMarked;
