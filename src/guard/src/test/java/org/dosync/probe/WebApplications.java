package org.dosync.probe;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.dosync.Transaction;

/** A Tomcat with two web applications, each with a Dosync of its own; at the end they are gone. */
public final class WebApplications {

  private static final ReferenceQueue<ClassLoader> GONE = new ReferenceQueue<>();

  private WebApplications() {}

  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(arguments[0]);
    tomcat.setPort(0);
    Context first = deploy(tomcat, "/first", Path.of(arguments[0], "first"));
    Context second = deploy(tomcat, "/second", Path.of(arguments[0], "second"));
    tomcat.start();
    System.out.println("answers: " + answers(tomcat.getConnector().getLocalPort()));
    List<Reference<ClassLoader>> loaders = List.of(loader(first), loader(second));
    undeploy(tomcat, first);
    undeploy(tomcat, second);
    first = null;
    second = null;
    System.out.println("left: " + left(loaders));
    tomcat.stop();
    System.exit(0);
  }

  private static Context deploy(Tomcat tomcat, String path, Path directory) {
    Context context = tomcat.addWebapp(path, directory.toString());
    Tomcat.addServlet(context, "guarded", Guarded.class.getName()).addMapping("/guarded");
    return context;
  }

  private static void undeploy(Tomcat tomcat, Context context) throws LifecycleException {
    context.stop();
    tomcat.getHost().removeChild(context);
    context.destroy();
  }

  private static Reference<ClassLoader> loader(Context context) {
    return new WeakReference<>(context.getLoader().getClassLoader(), GONE);
  }

  private static int left(List<Reference<ClassLoader>> loaders) throws InterruptedException {
    List<Reference<ClassLoader>> left = new ArrayList<>(loaders);
    for (int i = 0; i < 600 && !left.isEmpty(); i++) {
      System.gc();
      left.remove(GONE.remove(100));
    }
    return left.size();
  }

  /** All different ones, to requests of both that meet on the threads of the one Tomcat. */
  private static Set<String> answers(int port) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(4);
    List<Callable<String>> requests = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String path = i % 2 == 0 ? "/first/guarded" : "/second/guarded";
      requests.add(() -> get(URI.create("http://localhost:" + port + path)));
    }
    Set<String> answers = new TreeSet<>();
    for (Future<String> answer : clients.invokeAll(requests)) {
      answers.add(answer.get());
    }
    clients.shutdown();
    return answers;
  }

  private static String get(URI uri) throws IOException {
    try (InputStream in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What each of them carries. */
  public static final class Guarded extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      boolean own = Transaction.class.getClassLoader() == Guarded.class.getClassLoader();
      response
          .getWriter()
          .print(request.getContextPath() + (own ? " own " : " shared ") + Tenant.act(() -> {}));
    }
  }
}
