package dev.syncline.engine.match.header;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Protobuf types as an MCAP file carries them: a FileDescriptorSet with all that the type needs. */
final class ProtobufSchema {
    /** DepthAI's take 4 KB. */
    private static final int LONGEST_SCHEMA = 1 << 20;

    private static final int DEEPEST_IMPORTS = 64;

    private final Map<String, FileDescriptorProto> files = new HashMap<>();
    private final Map<String, FileDescriptor> linked = new HashMap<>();

    private ProtobufSchema() {}

    /** The type of a name; null where the schema is damaged, too large or lacks it. */
    static @Nullable Descriptor descriptor(ByteBuffer schema, String name) {
        if (schema.remaining() > LONGEST_SCHEMA) {
            return null;
        }
        ProtobufSchema types = new ProtobufSchema();
        try {
            for (FileDescriptorProto file :
                    FileDescriptorSet.parseFrom(schema.duplicate()).getFileList()) {
                if (!file.getMessageTypeList().stream().allMatch(ProtobufSchema::isTyped)) {
                    return null;
                }
                types.files.put(file.getName(), file);
            }
            for (FileDescriptorProto file : types.files.values()) {
                String prefix = file.getPackage().isEmpty() ? "" : file.getPackage() + ".";
                if (name.startsWith(prefix)) {
                    FileDescriptor linked = types.link(file.getName(), 0);
                    Descriptor type = linked.findMessageTypeByName(name.substring(prefix.length()));
                    if (type != null) {
                        return type;
                    }
                }
            }
        } catch (InvalidProtocolBufferException | DescriptorValidationException damaged) {
            return null;
        }
        return null;
    }

    /** The library takes a field without a type and fails when it is read. */
    private static boolean isTyped(DescriptorProto type) {
        return type.getFieldList().stream().allMatch(FieldDescriptorProto::hasType)
                && type.getNestedTypeList().stream().allMatch(ProtobufSchema::isTyped);
    }

    private FileDescriptor link(String name, int depth)
            throws DescriptorValidationException, InvalidProtocolBufferException {
        FileDescriptor known = linked.get(name);
        if (known != null) {
            return known;
        }
        FileDescriptorProto file = files.get(name);
        if (file == null || depth > DEEPEST_IMPORTS) {
            throw new InvalidProtocolBufferException(name + " is not there, or imports itself");
        }
        List<FileDescriptor> imports = new ArrayList<>();
        for (String other : file.getDependencyList()) {
            imports.add(link(other, depth + 1));
        }
        FileDescriptor made = FileDescriptor.buildFrom(file, imports.toArray(new FileDescriptor[0]));
        linked.put(name, made);
        return made;
    }
}
