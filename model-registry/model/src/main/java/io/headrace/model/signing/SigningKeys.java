package io.headrace.model.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Set;

/**
 * The pair of keys that signs models.
 *
 * @param id see {@link #id(PublicKey)}
 */
public record SigningKeys(PrivateKey privateKey, PublicKey publicKey, String id) {

    /**
     * Reads a pair of PEM files: PKCS#8 and X.509, as {@code openssl genpkey -algorithm ed25519} and {@code openssl pkey
     * -pubout} write them.
     *
     * @throws IOException if a file is missing, is no such key, or the two are no pair; the message names the file
     */
    public static SigningKeys read(Path privatePem, Path publicPem) throws IOException {
        PrivateKey privateKey = PemFiles.readPrivate(privatePem);
        PublicKey publicKey = PemFiles.readPublic(publicPem);
        SigningKeys keys = new SigningKeys(privateKey, publicKey, PemFiles.id(publicKey));
        byte[] probe = keys.id.getBytes(StandardCharsets.UTF_8);
        if (!Ed25519.verify(publicKey, probe, Ed25519.sign(privateKey, probe))) {
            throw new IOException(publicPem + " is not the public key of " + privatePem
                    + "; write it again with: openssl pkey -in " + privatePem + " -pubout");
        }
        return keys;
    }

    /**
     * Reads the pair, or makes one where neither file exists. The private key's file can be read by its owner only.
     *
     * @throws IOException as {@link #read}, or if only one of the files exists, or they can't be written
     */
    public static synchronized SigningKeys readOrGenerate(Path privatePem, Path publicPem) throws IOException {
        if (Files.notExists(privatePem) && Files.notExists(publicPem)) {
            generate(privatePem, publicPem);
        }
        return read(privatePem, publicPem);
    }

    /** A key's short name: the first 16 hexadecimal digits of the SHA-256 of its X.509 encoding. */
    public static String id(PublicKey key) {
        return PemFiles.id(key);
    }

    private static void generate(Path privatePem, Path publicPem) throws IOException {
        KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on has Ed25519", e);
        }
        // The public key first: a crash in between leaves a private key missing, which a new start reports and does not
        // hide.
        write(publicPem, PemFiles.text("PUBLIC KEY", pair.getPublic().getEncoded()), false);
        write(privatePem, PemFiles.text("PRIVATE KEY", pair.getPrivate().getEncoded()), true);
    }

    private static void write(Path file, String text, boolean secret) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, secret ? ownerOnly(file) : new FileAttribute<?>[0]);
        Files.writeString(unfinished, text, StandardOpenOption.WRITE);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-------");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
