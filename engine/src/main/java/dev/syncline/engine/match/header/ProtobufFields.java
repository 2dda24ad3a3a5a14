package dev.syncline.engine.match.header;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import org.jspecify.annotations.Nullable;

/** Fields of Protobuf messages by the names that the field's recorders give them. */
final class ProtobufFields {
    private ProtobufFields() {}

    /** The first field of these names that holds a message; null for none. */
    static @Nullable FieldDescriptor message(Descriptor type, String... names) {
        for (String name : names) {
            FieldDescriptor field = type.findFieldByName(name);
            if (field != null && !field.isRepeated() && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                return field;
            }
        }
        return null;
    }

    /** The first field of these names that holds a whole number; null for none. */
    static @Nullable FieldDescriptor number(Descriptor type, String... names) {
        for (String name : names) {
            FieldDescriptor field = type.findFieldByName(name);
            if (field != null && !field.isRepeated() && isWhole(field)) {
                return field;
            }
        }
        return null;
    }

    private static boolean isWhole(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.LONG
                || field.getJavaType() == FieldDescriptor.JavaType.INT;
    }

    /** The first field of these names that holds seconds and nanoseconds; null for none. */
    static @Nullable FieldDescriptor time(Descriptor type, String... names) {
        for (String name : names) {
            FieldDescriptor field = message(type, name);
            if (field != null
                    && seconds(field.getMessageType()) != null
                    && nanoseconds(field.getMessageType()) != null) {
                return field;
            }
        }
        return null;
    }

    private static @Nullable FieldDescriptor seconds(Descriptor type) {
        return number(type, "sec", "seconds", "secs");
    }

    private static @Nullable FieldDescriptor nanoseconds(Descriptor type) {
        return number(type, "nsec", "nanos", "nanosec", "nsecs");
    }

    /** A time, ns; {@link MessageHeader#ABSENT} where it is none. */
    static long timeNs(Message time) {
        Descriptor type = time.getDescriptorForType();
        return MessageHeader.stampNs(whole(time, seconds(type)), whole(time, nanoseconds(type)));
    }

    /** A message's whole number; {@link MessageHeader#ABSENT} where it has no such field. */
    static long whole(Message message, @Nullable FieldDescriptor field) {
        return field != null && message.getField(field) instanceof Number number
                ? number.longValue()
                : MessageHeader.ABSENT;
    }
}
