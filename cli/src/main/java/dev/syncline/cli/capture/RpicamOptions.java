package dev.syncline.cli.capture;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Options of {@code rpicam-vid} that scripts written for it may hold: those that change nothing here are taken, the others
 * are answered with what to use instead.
 */
final class RpicamOptions {
    @Option(
            names = {"--inline", "--flush", "--low-latency", "--no-raw"},
            hidden = true)
    boolean @Nullable [] nothingElseIsDone;

    @Option(
            names = {
                "-v",
                "--verbose",
                "--level",
                "--profile",
                "--intra",
                "--buffer-count",
                "--viewfinder-buffer-count",
                "--viewfinder-width",
                "--viewfinder-height"
            },
            hidden = true,
            arity = "0..1",
            fallbackValue = "")
    @Nullable
    List<String> changesNothing;

    @Option(names = "--metadata-format", hidden = true, paramLabel = "F")
    @Nullable
    String metadataFormat;

    @Option(
            names = {
                "--ev",
                "--metering",
                "--brightness",
                "--contrast",
                "--saturation",
                "--sharpness",
                "--denoise",
                "--hdr",
                "--tuning-file",
                "--exposure",
                "--flicker-period",
                "--autofocus-window"
            },
            hidden = true,
            arity = "0..1",
            fallbackValue = "")
    @Nullable
    List<String> ofThePicture;

    @Option(
            names = {"--segment", "--split", "--circular", "--wrap"},
            hidden = true,
            arity = "0..1",
            fallbackValue = "")
    @Nullable
    List<String> manyFiles;

    @Option(
            names = {"-k", "--keypress", "-s", "--signal", "-i", "--initial", "--listen"},
            hidden = true,
            arity = "0..1",
            fallbackValue = "")
    @Nullable
    List<String> begun;

    @Option(
            names = {"-p", "--preview", "-f", "--fullscreen", "--qt-preview", "--info-text"},
            hidden = true,
            arity = "0..1",
            fallbackValue = "")
    @Nullable
    List<String> shown;

    @Option(
            names = {"--mode", "--viewfinder-mode", "--lores-width", "--lores-height", "--lores-par", "--roi"},
            hidden = true,
            arity = "0..1",
            fallbackValue = "")
    @Nullable
    List<String> cut;

    @Option(
            names = {"--libav-audio", "--audio-codec", "--audio-device", "--audio-bitrate", "--av-sync"},
            hidden = true,
            arity = "0..1",
            fallbackValue = "")
    @Nullable
    List<String> sound;

    @Option(names = "--list-cameras", hidden = true)
    boolean listed;

    @Option(
            names = {"-c", "--config"},
            hidden = true)
    @Nullable
    List<String> configured;

    @Option(
            names = {"--post-process-file", "--post-process-libs"},
            hidden = true)
    @Nullable
    List<String> postProcessed;

    @Option(
            names = {"--libav-video-codec", "--libav-video-codec-opts"},
            hidden = true)
    @Nullable
    List<String> otherCodec;

    /** @throws ParameterException for an option that is not to be had here, with what to use instead */
    void refuse(CommandLine command) {
        if (metadataFormat != null && !metadataFormat.equals("json")) {
            throw new ParameterException(
                    command, "--metadata-format " + metadataFormat + ": metadata is written as JSON only: use json");
        }
        refuse(
                command,
                ofThePicture,
                "exposure modes and picture settings are the camera's own: set the exposure with --shutter and --gain, the"
                        + " colours with --awb, the focus with --autofocus-mode");
        refuse(command, manyFiles, "a recording is one file: end it with --timeout or --frames and start another one");
        refuse(
                command,
                begun,
                "recording begins at the synchronisation point, or at once with --sync off, and ends with --timeout,"
                        + " --frames or Ctrl-C");
        refuse(command, shown, "there is no preview: look at the file, or at another camera program before");
        refuse(command, cut, "the sensor's mode follows from --width, --height and --framerate");
        refuse(command, listed ? List.of() : null, "syncline cameras lists the cameras");
        refuse(command, configured, "write the options themselves, or a file of them as @FILE");
        refuse(command, postProcessed, "frames are recorded as they come: process the file afterwards");
        refuse(command, otherCodec, "--encoder names what makes H.264, --bitrate and --quality how well");
        refuse(command, sound, "no sound is recorded: record it beside, with times of its own");
    }

    private static void refuse(CommandLine command, @Nullable List<String> given, String instead) {
        if (given != null) {
            throw new ParameterException(
                    command, "that is an option of rpicam-vid which is not known here: " + instead);
        }
    }
}
