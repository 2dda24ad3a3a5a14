package dev.syncline.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into {@code version.properties}. */
public final class Version implements IVersionProvider {
    /** Such as {@code 0.1.0-SNAPSHOT}. */
    public static String text() {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is not on the class path");
            }
            Properties facts = new Properties();
            facts.load(in);
            return facts.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read version.properties", e);
        }
    }

    /** What {@code --version} prints. */
    public static String line() {
        return "syncline " + text();
    }

    @Override
    public String[] getVersion() {
        return new String[] {line()};
    }
}
