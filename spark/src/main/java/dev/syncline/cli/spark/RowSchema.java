package dev.syncline.cli.spark;

import dev.syncline.cli.archive.ClipRow;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A clip's line in a Spark table: the columns of {@code archive.sqlite}, in its order. */
final class RowSchema {
    private static final RecordComponent[] COMPONENTS = ClipRow.class.getRecordComponents();

    static final StructType SCHEMA = schema();

    private RowSchema() {}

    private static StructType schema() {
        StructType schema = new StructType();
        for (RecordComponent component : COMPONENTS) {
            String column = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            schema = schema.add(
                    column, type(component.getType()), !component.getType().isPrimitive());
        }
        return schema;
    }

    private static DataType type(Class<?> java) {
        if (java == String.class) {
            return DataTypes.StringType;
        }
        return java == int.class || java == Integer.class ? DataTypes.IntegerType : DataTypes.DoubleType;
    }

    static Row row(ClipRow clip) {
        @Nullable Object[] values = new Object[COMPONENTS.length];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = COMPONENTS[i].getAccessor().invoke(clip);
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a record's components can be read", e);
        }
        return RowFactory.create(values);
    }
}
