package org.dosync.probe;

import com.sun.tools.attach.VirtualMachine;
import java.util.Arrays;

/** Attaches the guard to its own JVM, as a test kit does, and goes on with another program. */
public final class Attaching {

  private Attaching() {}

  /** Takes the jar of the agent, its settings, the class of the program and its arguments. */
  public static void main(String[] arguments) throws Exception {
    VirtualMachine self = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
    self.loadAgent(arguments[0], arguments[1]);
    self.detach();
    Class.forName(arguments[2])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 3, arguments.length));
  }
}
