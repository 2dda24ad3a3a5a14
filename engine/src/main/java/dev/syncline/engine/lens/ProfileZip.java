package dev.syncline.engine.lens;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Lens profiles in a zip archive, as GitHub hands out a repository. */
final class ProfileZip {
    private ProfileZip() {}

    /**
     * Reads all of them. Names that do not say that they are UTF-8 are taken byte by byte, so that none of them is an error.
     *
     * @throws ZipException when it is damaged
     */
    static void read(Path archive, ProfileFiles.Taking taking) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile(), StandardCharsets.ISO_8859_1)) {
            if (zip.size() == 0) {
                throw new IOException(archive + ": holds no files; expected an archive of lens profiles");
            }
            if (zip.size() > ProfileFiles.MOST_FILES) {
                throw new IOException(archive + ": holds " + zip.size() + " files, expected at most "
                        + ProfileFiles.MOST_FILES + " lens profiles");
            }
            ProfileFiles.Room room = new ProfileFiles.Room(archive);
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName().replace('\\', '/');
                if (entry.isDirectory() || !ProfileFiles.isJson(name)) {
                    continue;
                }
                if (entry.getSize() > LensProfileReader.LARGEST_FILE) {
                    taking.unusable(name, ProfileFiles.tooLong(entry.getSize()));
                    continue;
                }
                byte[] content = content(zip, entry);
                room.take(content.length);
                taking.profile(name, content);
            }
        }
    }

    /** An entry unpacks to what its directory says, or the archive is damaged. */
    private static byte[] content(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes((int) entry.getSize() + 1);
            CRC32 sum = new CRC32();
            sum.update(content);
            if (content.length != entry.getSize() || sum.getValue() != entry.getCrc()) {
                throw new ZipException(entry.getName() + " is not what the archive's directory says");
            }
            return content;
        }
    }
}
