package dev.syncline.hardware.rig.timing;

/** Colours and lines of the timing picture; light ground, and colours that the colour-blind tell apart. */
final class SvgStyle {
    static final String DEFINITIONS = """
            <style>
            text { fill: #24292f; font-size: 12px; }
            .title { font-size: 20px; font-weight: 600; }
            .sub { fill: #57606a; font-size: 13px; }
            .name { font-size: 14px; font-weight: 600; }
            .small { fill: #57606a; font-size: 12px; }
            .legend { fill: #57606a; }
            .tick { fill: #57606a; font-size: 11px; }
            .value { font-size: 11.5px; font-weight: 600; fill: #1f2937; }
            .midvalue { fill: #a40e26; }
            .halo { paint-order: stroke; stroke: #ffffff; stroke-width: 3.5px; stroke-linejoin: round; }
            .head { fill: #57606a; font-size: 12px; }
            .cell, .cellname { font-size: 13px; font-variant-numeric: tabular-nums; }
            .cellname { font-weight: 600; }
            .grid { stroke: #eaeef2; stroke-width: 1; }
            .axis { stroke: #8c959f; stroke-width: 1; }
            .band { fill: #f6f8fa; }
            .wave { fill: none; stroke: #24292f; stroke-width: 1.8; }
            .edge { stroke: #cf222e; stroke-width: 2; }
            .exposure, .exposure-box { fill: #9ecbff; stroke: #4493d6; stroke-width: 1; }
            .readout, .readout-box { fill: #f4b26a; stroke: none; }
            .sof { stroke: #8250df; stroke-width: 1.8; }
            .rowline { stroke: #8250df; stroke-width: 1.4; stroke-dasharray: 4 3; fill: none; }
            .mid { fill: #cf222e; stroke: #ffffff; stroke-width: 1.5; }
            .midline { stroke: #cf222e; stroke-width: 1; stroke-dasharray: 2 3; }
            .light { fill: #fff3bf; stroke: #d4a72c; stroke-width: 1; }
            .flash { fill: #ffd43b; stroke: #9a6700; stroke-width: 1; }
            .faded { opacity: 0.28; }
            </style>
            <defs><clipPath id="plot"><rect x="190" y="0" width="950" height="100000"/></clipPath></defs>
            """;

    private SvgStyle() {}
}
