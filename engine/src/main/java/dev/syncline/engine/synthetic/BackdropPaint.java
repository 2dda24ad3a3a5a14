package dev.syncline.engine.synthetic;

import dev.syncline.engine.synthetic.SceneSpec.Backdrop;
import dev.syncline.engine.synthetic.SceneSpec.Ground;

/** Paints what stands around: sky, ridges, houses, trees, by direction. */
final class BackdropPaint implements FarSphere.Paint {
    private static final double TURN = 2 * Math.PI;
    // Steeper than this the plane hides the sphere; not painting there halves the work.
    private static final double HIDDEN_DOWN = 1.2 * GroundPlane.WHOLE_DOWN;

    private final LatticeNoise noise;
    private final Backdrop backdrop;
    private final double contrast;
    private final Ground ground;

    BackdropPaint(SceneSpec scene, long seed) {
        this.noise = new LatticeNoise(seed);
        this.backdrop = scene.backdrop();
        this.contrast = scene.contrast();
        this.ground = scene.ground();
    }

    @Override
    public double luma(double dx, double dy, double dz) {
        double norm = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz);
        double x = dx * norm;
        double y = dy * norm;
        if (ground == Ground.PLANE && y > HIDDEN_DOWN) {
            return 128;
        }
        double z = dz * norm;
        double azimuth = Math.atan2(x, z) + Math.PI;
        double elevation = Math.asin(-y);
        double luma =
                switch (backdrop) {
                    case TOWN -> town(x, y, z, azimuth, elevation);
                    case HILLS -> hills(x, y, z, azimuth, elevation);
                    case PLAIN -> plain(x, y, z, azimuth, elevation);
                };
        return Math.clamp(128 + contrast * (luma - 128), 0, 255);
    }

    private double sky(double x, double y, double z, double elevation) {
        double clouds = noise.octaves(5 * x, 14 * y, 5 * z, 4, 0.55) - 0.5;
        return 205 - 55 * Math.max(0, elevation) + 75 * Math.max(-0.15, clouds);
    }

    private double wave(double azimuth, int cells, int layer) {
        return noise.tiled(azimuth / TURN * cells, 0.5, cells, layer);
    }

    private double meadow(double x, double y, double z) {
        double patches = noise.octaves(9 * x, 9 * y, 9 * z, 2, 0.5) - 0.5;
        double grass = noise.octaves(45 * x, 70 * y, 45 * z, 3, 0.7) - 0.5;
        return 105 + 110 * patches + 60 * grass;
    }

    private double town(double x, double y, double z, double azimuth, double elevation) {
        double trees = 0.015 + 0.05 * wave(azimuth, 61, 3) + 0.03 * wave(azimuth, 190, 4);
        if (elevation < 0) {
            return meadow(x, y, z);
        }
        if (elevation < trees && wave(azimuth, 23, 5) > 0.45) {
            return 45 + 75 * noise.octaves(60 * x, 60 * y, 60 * z, 3, 0.8);
        }
        double near = house(azimuth, elevation, 27, 0.10, 0.26, 11);
        if (near >= 0) {
            return near;
        }
        double far = house(azimuth, elevation, 41, 0.22, 0.34, 12);
        if (far >= 0) {
            return 60 + 0.68 * far;
        }
        double ridge = 0.10 + 0.16 * wave(azimuth, 9, 6) + 0.03 * wave(azimuth, 47, 7);
        if (elevation < ridge) {
            return 100 + 60 * (noise.octaves(12 * x, 20 * y, 12 * z, 4, 0.6) - 0.2);
        }
        return sky(x, y, z, elevation);
    }

    /** One row of houses in {@code cells} lots around the horizon; negative where there is none. */
    private double house(double azimuth, double elevation, int cells, double low, double high, int layer) {
        double place = azimuth / TURN * cells;
        int lot = Math.floorMod((int) Math.floor(place), cells);
        double f = place - Math.floor(place);
        double left = 0.03 + 0.2 * noise.at(lot, 1, layer);
        double right = 0.97 - 0.2 * noise.at(lot, 2, layer);
        double top = low + (high - low) * noise.at(lot, 3, layer);
        if (noise.at(lot, 0, layer) < 0.2 || f < left || f > right || elevation > top) {
            return -1;
        }
        double wall = 70 + 140 * noise.at(lot, 4, layer);
        double pitch = 0.022 + 0.02 * noise.at(lot, 5, layer);
        double across = (f - left) * TURN / cells / pitch;
        double up = (top - 0.012 - elevation) / (pitch * (0.9 + 0.6 * noise.at(lot, 6, layer)));
        boolean blank = noise.at(lot, 7, layer) < 0.25;
        double u = across - Math.floor(across);
        double v = up - Math.floor(up);
        if (blank || up < 0 || u < 0.28 || u > 0.78 || v < 0.2 || v > 0.75) {
            return up < 0 ? wall * 0.75 : wall;
        }
        double pane = noise.at(lot * 64 + (int) across, (int) up, layer + 20);
        return pane > 0.8 ? 235 : wall * (0.25 + 0.4 * pane);
    }

    private double hills(double x, double y, double z, double azimuth, double elevation) {
        double near = -0.01 + 0.14 * wave(azimuth, 11, 3) + 0.05 * wave(azimuth, 53, 4) + 0.012 * wave(azimuth, 230, 8);
        double far = 0.10 + 0.25 * wave(azimuth, 8, 5) + 0.05 * wave(azimuth, 37, 6) + 0.01 * wave(azimuth, 170, 7);
        if (elevation < near) {
            double rock = marks(azimuth, elevation, 210, 0.45, 31);
            return rock >= 0 ? rock : meadow(x, y, z);
        }
        if (elevation < far) {
            double snow = noise.octaves(14 * x, 24 * y, 14 * z, 5, 0.75);
            double rock = marks(azimuth, elevation, 150, 0.18, 32);
            return rock >= 0 ? 70 + 0.6 * rock : 80 + 240 * Math.max(0, snow - 0.36);
        }
        return sky(x, y, z, elevation);
    }

    private double plain(double x, double y, double z, double azimuth, double elevation) {
        double mark = elevation < 0.5 ? marks(azimuth, elevation, 60, 0.1, 41) : -1;
        if (mark >= 0) {
            return 90 + 0.4 * mark;
        }
        double haze = 60 * (noise.octaves(7 * x, 12 * y, 7 * z, 3, 0.5) - 0.5);
        return (elevation < 0 ? 120 : 165) + haze;
    }

    /** Scattered discs and blocks, one at most in each cell of azimuth and elevation; negative where there is none. */
    private double marks(double azimuth, double elevation, int cells, double density, int layer) {
        double place = azimuth / TURN * cells;
        double height = elevation / TURN * cells + 1000;
        int i = Math.floorMod((int) Math.floor(place), cells);
        int j = (int) Math.floor(height);
        if (noise.at(i, j, layer) > density) {
            return -1;
        }
        double size = 0.12 + 0.22 * noise.at(i, j, layer + 100);
        double u = place - Math.floor(place) - (0.36 + 0.28 * noise.at(i, j, layer + 101));
        double v = height - j - (0.36 + 0.28 * noise.at(i, j, layer + 102));
        boolean round = noise.at(i, j, layer + 103) < 0.5;
        boolean inside = round ? u * u + v * v < size * size : Math.abs(u) < size && Math.abs(v) < 0.7 * size;
        return inside ? 20 + 225 * noise.at(i, j, layer + 104) : -1;
    }
}
