package dev.syncline.engine.lens;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A profile of a database in one of its modes.
 *
 * @param file the profile's path in the database
 * @param setting number among the profile's compatible settings; −1 for the profile as it stands
 * @param brand the camera's maker
 * @param model the camera
 * @param lens the lens or its setting; may be empty
 * @param identifier the mode, such as {@code gopro-hero7black-wide-1920x1080@59940-no-eis}; may be empty
 * @param widthPx width of the picture of this mode
 * @param heightPx its height
 * @param fps frames per second; 0 where the profile does not say
 * @param focalShare focal length over the picture's width; 0 where the profile is not usable
 * @param focalFromMm shortest focal length that the profile is for; 0 where the profile does not say
 * @param focalToMm longest one
 * @param official whether the profile's makers vouch for it
 * @param varies whether the camera changes the lens while it records
 * @param fault why the profile cannot be used; null where it can
 * @param at where its JSON lies in the index
 * @param bytes how long that is, deflated
 */
record LensEntry(
        String file,
        int setting,
        String brand,
        String model,
        String lens,
        String identifier,
        int widthPx,
        int heightPx,
        double fps,
        double focalShare,
        double focalFromMm,
        double focalToMm,
        boolean official,
        boolean varies,
        @Nullable String fault,
        long at,
        int bytes) {
    /** Cameras' names have fewer words in identifiers, with the dashes that some begin with. */
    private static final int MOST_WORDS = 9;

    LensEntry lyingAt(long where, int length) {
        return new LensEntry(
                file,
                setting,
                brand,
                model,
                lens,
                identifier,
                widthPx,
                heightPx,
                fps,
                focalShare,
                focalFromMm,
                focalToMm,
                official,
                varies,
                fault,
                where,
                length);
    }

    /**
     * {@return what it may be looked up by, in small letters and digits: its camera with and without the maker's name, the
     * first words of its identifier, the identifier and the file's name with and without its folder}
     */
    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        keys.add(RecordedMode.plain(brand + model));
        keys.add(RecordedMode.plain(model));
        String[] words = identifier.split("-", -1);
        StringBuilder first = new StringBuilder();
        for (int i = 0; i < Math.min(words.length, MOST_WORDS); i++) {
            keys.add(RecordedMode.plain(first.append(words[i]).toString()));
        }
        keys.add(RecordedMode.plain(identifier));
        keys.add(fileKey(file));
        keys.add(fileKey(file.substring(file.lastIndexOf('/') + 1)));
        keys.remove("");
        return keys;
    }

    /** A file's name as a key: the ending does not count. */
    static String fileKey(String file) {
        return RecordedMode.plain(file.replaceFirst("(?i)\\.json$", ""));
    }

    /** {@return how much longer the lens is at the long end than at the short one} */
    double zoomRatio() {
        return focalFromMm > 0 ? focalToMm / focalFromMm : 1;
    }

    /** For people: the file, and the mode where it is one of several. */
    String name() {
        return setting < 0 || identifier.isEmpty() ? file : file + " (" + identifier + ")";
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(file);
        out.writeInt(setting);
        out.writeUTF(brand);
        out.writeUTF(model);
        out.writeUTF(lens);
        out.writeUTF(identifier);
        out.writeInt(widthPx);
        out.writeInt(heightPx);
        out.writeDouble(fps);
        out.writeDouble(focalShare);
        out.writeDouble(focalFromMm);
        out.writeDouble(focalToMm);
        out.writeBoolean(official);
        out.writeBoolean(varies);
        out.writeUTF(fault == null ? "" : fault);
        out.writeLong(at);
        out.writeInt(bytes);
    }

    static LensEntry read(DataInput in) throws IOException {
        return new LensEntry(
                in.readUTF(),
                in.readInt(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readInt(),
                in.readInt(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readBoolean(),
                in.readBoolean(),
                nullIfEmpty(in.readUTF()),
                in.readLong(),
                in.readInt());
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
