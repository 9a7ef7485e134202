package io.tiphys.validation.kubernetes;

/**
 * The names of images ({@code distribution/reference}). The API server accepts any text; the kubelet then never starts the
 * container (InvalidImageName).
 */
final class ImageNames {
    private static final String SIGNS = "._-:/@+[]";

    private ImageNames() {}

    /** Whether a text may be the name of an image: its characters, and no capitals but in the host, tag and digest. */
    static boolean isReference(String text) {
        if (!text.chars().allMatch(one -> isAscii(one) || SIGNS.indexOf(one) >= 0)) {
            return false;
        }
        int slash = text.indexOf('/');
        String host = slash < 0 ? "" : text.substring(0, slash);
        boolean isHost = host.indexOf('.') >= 0
                || host.indexOf(':') >= 0
                || host.equals("localhost")
                || host.chars().anyMatch(Character::isUpperCase);
        String path = isHost ? text.substring(slash + 1) : text;
        int digest = path.indexOf('@');
        path = digest < 0 ? path : path.substring(0, digest);
        int tag = path.indexOf(':');
        path = tag < 0 ? path : path.substring(0, tag);
        return !path.isEmpty() && path.chars().noneMatch(Character::isUpperCase);
    }

    private static boolean isAscii(int one) {
        return one >= 'a' && one <= 'z' || one >= 'A' && one <= 'Z' || one >= '0' && one <= '9';
    }
}
