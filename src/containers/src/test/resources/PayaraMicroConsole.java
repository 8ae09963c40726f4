import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.File;
import java.util.Scanner;

/** Payara Micro, which deploys and undeploys what its standard input says. */
public class PayaraMicroConsole {

  private static final String LISTENER =
      "configs.config.server-config.network-config.network-listeners.network-listener.http-listener";

  public static void main(String[] arguments) throws Exception {
    PayaraMicroBoot boot = PayaraMicroLauncher.getBootClass();
    PayaraMicroRuntime server =
        boot.setHttpPort(Integer.parseInt(arguments[0]))
            .setRootDir(new File(arguments[1]))
            .setNoCluster(true)
            .setNoHazelcast(true)
            .setPreBootHandler(console -> console.run("set", LISTENER + ".address=127.0.0.1"))
            .bootStrap();
    System.out.println("console: started");
    Scanner commands = new Scanner(System.in);
    while (commands.hasNext()) {
      boolean done = run(server, commands.next(), commands.next(), commands.next());
      System.out.println("console: " + (done ? "done" : "failed"));
    }
  }

  private static boolean run(
      PayaraMicroRuntime server, String command, String application, String war) {
    if (command.equals("deploy")) {
      server.deploy(application, application, new File(war)); // true for refused ones too
      return server.getDeployedApplicationNames().contains(application);
    }
    server.undeploy(application);
    return true;
  }
}
