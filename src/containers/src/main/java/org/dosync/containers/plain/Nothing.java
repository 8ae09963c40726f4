package org.dosync.containers.plain;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;

/** An application with such an extension is held by some servers. */
public class Nothing implements BuildCompatibleExtension {}
