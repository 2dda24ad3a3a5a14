package dev.syncline.cli.files;

import dev.syncline.engine.file.PartFile;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a folder that a command writes several files into. */
public final class OutputFolder implements ITypeConverter<Path> {
    @Override
    public Path convert(String value) {
        Path folder = Path.of(value);
        if (folder.equals(PartFile.STANDARD_OUTPUT)) {
            throw new TypeConversionException(
                    "several files are written, and '-' is standard output: name a folder (./- for one that is called so)");
        }
        return folder;
    }
}
