package dev.syncline.engine.telemetry;

import dev.syncline.engine.file.IsoBoxes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The camera's name in a video's container: QuickTime's metadata ({@code moov/meta}, its keys {@code
 * com.apple.quicktime.make} and {@code model}), QuickTime's older user data ({@code moov/udta/©mak} and {@code ©mod}), and the
 * XML that Sony's cameras write ({@code meta}: {@code Device manufacturer} and {@code modelName}).
 */
final class ContainerTags {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_KEYS = 10_000;
    private static final int LONGEST = 200;
    private static final String MAKE = "\u00a9mak";
    private static final String MODEL = "\u00a9mod";
    private static final Pattern DEVICE = Pattern.compile("<Device\\s[^>]{0,500}>");
    private static final Pattern LENS = Pattern.compile("<Lens\\s[^>]{0,500}>");

    private ContainerTags() {}

    /**
     * What a video says.
     *
     * @throws IOException when it cannot be read
     */
    static CameraFacts read(Path video) throws IOException {
        CameraFacts keys = byKeys(video);
        if (keys.model() != null) {
            return keys;
        }
        String model = userData(video, MODEL);
        if (model != null) {
            return CameraFacts.named(userData(video, MAKE), model);
        }
        byte[] xml = IsoBoxes.content(video, MOST_BYTES, List.of("meta"));
        return xml == null ? CameraFacts.NONE : inXml(new String(xml, StandardCharsets.UTF_8));
    }

    private static CameraFacts inXml(String xml) {
        Matcher device = DEVICE.matcher(xml);
        if (!device.find()) {
            return CameraFacts.NONE;
        }
        Matcher lens = LENS.matcher(xml);
        return new CameraFacts(
                attribute(device.group(), "manufacturer"),
                attribute(device.group(), "modelName"),
                null,
                lens.find() ? attribute(lens.group(), "modelName") : null,
                null,
                null,
                Double.NaN,
                null);
    }

    private static @Nullable String attribute(String element, String name) {
        Matcher found = Pattern.compile("\\s" + name + "=\"([^\"]{1," + LONGEST + "})\"")
                .matcher(element);
        return found.find() ? found.group(1).strip() : null;
    }

    private static @Nullable String userData(Path video, String name) throws IOException {
        byte[] content = IsoBoxes.content(video, MOST_BYTES, List.of("moov", "udta", name));
        if (content == null || content.length < 5) {
            return null;
        }
        int length = Math.min(Short.toUnsignedInt(ByteBuffer.wrap(content).getShort()), content.length - 4);
        return text(content, 4, length);
    }

    private static CameraFacts byKeys(Path video) throws IOException {
        List<String> path = List.of("moov", "meta", "keys");
        byte[] keys = IsoBoxes.content(video, MOST_BYTES, path);
        byte[] values = IsoBoxes.content(video, MOST_BYTES, List.of("moov", "meta", "ilst"));
        if (keys == null || values == null || keys.length < 8) {
            return CameraFacts.NONE;
        }
        List<String> names = names(keys);
        String make = null;
        String model = null;
        ByteBuffer items = ByteBuffer.wrap(values);
        for (int at = 0; at + 24 <= values.length; ) {
            int bytes = items.getInt(at);
            int key = items.getInt(at + 4) - 1;
            if (bytes < 24 || bytes > values.length - at) {
                break;
            }
            String name = key >= 0 && key < names.size() ? names.get(key) : "";
            // The item holds a box 'data': size, name, type, language and the text.
            if (name.endsWith(".make")) {
                make = text(values, at + 24, bytes - 24);
            } else if (name.endsWith(".model")) {
                model = text(values, at + 24, bytes - 24);
            }
            at += bytes;
        }
        return CameraFacts.named(make, model);
    }

    private static List<String> names(byte[] keys) {
        List<String> names = new ArrayList<>();
        int at = 8;
        while (at + 8 <= keys.length && names.size() < MOST_KEYS) {
            int bytes = ByteBuffer.wrap(keys).getInt(at);
            if (bytes < 8 || bytes > keys.length - at) {
                break;
            }
            names.add(new String(keys, at + 8, bytes - 8, StandardCharsets.UTF_8));
            at += bytes;
        }
        return names;
    }

    private static @Nullable String text(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, Math.min(length, LONGEST), StandardCharsets.UTF_8)
                .replaceAll("\\p{C}", "")
                .strip();
        return text.isEmpty() ? null : text;
    }
}
