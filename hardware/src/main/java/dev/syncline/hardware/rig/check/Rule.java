package dev.syncline.hardware.rig.check;

/** What a rig must keep. Numbers stay as they are; new rules get new ones. */
public enum Rule {
    OUTPUT_ABLE(1, "only sensors that can drive the FSIN line are set to OUTPUT"),
    ONE_DRIVER(2, "one driver on a line, counting generator, script and master device"),
    SOME_DRIVER(3, "a line with INPUT sensors that stream has a driver"),
    SNAPSHOT_ABLE(4, "snapshots only with sensors that can: global shutter, or a trigger pin of their own"),
    NO_SNAPSHOT_ON_RVC4(5, "RVC4 streams; it offers no snapshots"),
    TRIGGER_RATE(6, "a trigger that keeps streaming sensors in step has their frame rate"),
    SAME_RATE(7, "all sensors on a line have the same frame rate"),
    NETS_JOINED(8, "driver and INPUT sensors on both nets of a board: the switch between the nets is closed"),
    NETS_CONTEND(9, "with the switch between two nets closed, only one of them has a driver"),
    LEVELS(10, "what is wired together has the same logic level"),
    OLD_M8_INPUT(11, "nothing comes out of an older M8 connector: it can follow, not lead"),
    CHAIN_ROLES(12, "an RVC4 chain has one master and at least one slave; slaves set no frame rate"),
    CHAIN_LENGTH(13, "no more than three devices in a chain"),
    SENSOR_SUPPORT(14, "sensors whose synchronisation the firmware has and someone has tried"),
    FRAME_FITS(15, "exposure and readout together fit the frame period"),
    SNAPSHOT_PERIOD(16, "snapshots are no closer together than exposure and readout"),
    MIXED_SHUTTERS(17, "rolling and global shutters on one trigger have the same mid-exposure"),
    PTP(18, "PTP: RVC4 on Ethernet, one frame rate everywhere, no FSYNC roles"),
    DRIVER_POSSIBLE(19, "a line whose sensors cannot drive has a generator or a script"),
    EACH_FITS(20, "neither exposure nor readout alone is longer than the frame period"),
    LINE_REACHES(21, "a camera with a role on the line is wired to the line"),
    PULSE_IS_EXPOSURE(22, "where the pulse's length is the exposure, it is given and fits"),
    SOMEONE_LISTENS(23, "a line that is driven has an INPUT sensor"),
    IDLE_LOW(24, "the newer M8 streams freely while its line is high: snapshots need a line that rests low"),
    DEVICE_ROLE(25, "master and slave devices are a matter of RVC4"),
    SNAPSHOT_SOURCE(26, "a sensor that waits for triggers has a source of them"),
    SAME_BUS(27, "equal sensors on one I2C bus begin together without a line"),
    RATE_GIVEN(28, "a rig that streams has a frame rate");

    private final int number;
    private final String says;

    Rule(int number, String says) {
        this.number = number;
        this.says = says;
    }

    /** The number that it has in messages. 1 to 19 are the vendor's rules, the others ours. */
    public int number() {
        return number;
    }

    /** What holds in a rig that is right. */
    public String says() {
        return says;
    }
}
