package dev.syncline.engine.report;

import java.nio.charset.StandardCharsets;

/** Text made harmless for the place that it is put into. File names come from anywhere. */
final class Escaped {
    private Escaped() {}

    /** For HTML text and quoted attributes. */
    static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return out.toString();
    }

    /** JSON inside a script element, where only {@code <} could end or comment out the element. */
    static String jsonInScript(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8).replace("<", "\\u003c");
    }

    /** JavaScript that we ship, inside a script element. */
    static String script(String code) {
        return code.replace("</script", "<\\/script").replace("<!--", "<\\!--");
    }
}
