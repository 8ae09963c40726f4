package org.dosync.probe;

import com.sun.tools.attach.VirtualMachine;

/** Attaches the guard to its own JVM, as a test kit does, and goes on. */
public final class Attaching {

  private Attaching() {}

  public static void main(String[] arguments) throws Exception {
    VirtualMachine self = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
    self.loadAgent(arguments[0]);
    self.detach();
    Story.main(new String[] {arguments[1]});
  }
}
