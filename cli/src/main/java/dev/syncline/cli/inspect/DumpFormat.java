package dev.syncline.cli.inspect;

/** What a log is converted to. */
enum DumpFormat {
    GCSV,
    CSV
}
