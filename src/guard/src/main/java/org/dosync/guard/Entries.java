package org.dosync.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the transactions of an application. */
final class Entries {

  private final Application application;
  private final Contract contract;

  Entries(Application application) {
    this.application = application;
    this.contract = new Contract(application);
  }

  /** Methods first, then bodies of transactions, then what else runs in them. */
  List<Entry> all() {
    Set<Entry> found = new LinkedHashSet<>();
    for (ScannedClass type : application.classes()) {
      contract.transactions(type).forEach(method -> found.add(new Entry(type, method, null, -1)));
      type.methods().forEach(method -> addFunctions(method, found));
    }
    return found.stream().sorted(Comparator.comparingInt(Entry::rank)).toList();
  }

  private static void addFunctions(ScannedMethod maker, Set<Entry> found) {
    for (Handed function : maker.handed()) {
      function.takers().stream()
          .map(Handed.Argument::call)
          .filter(Contract::runs)
          .mapToInt(Contract::rank)
          .min()
          .ifPresent(rank -> found.add(new Entry(maker.owner(), maker, function, rank)));
    }
  }

  /** Those in some places, and the methods that are places themselves. */
  List<Entry> in(List<Entry> all, List<String> places) {
    List<Entry> found = new ArrayList<>();
    for (String place : places) {
      if (place.contains("#")) {
        found.addAll(methods(place));
      } else {
        all.stream().filter(entry -> entry.isIn(place)).forEach(found::add);
      }
    }
    return found.stream().distinct().sorted(Comparator.comparingInt(Entry::rank)).toList();
  }

  private List<Entry> methods(String place) {
    int hash = place.indexOf('#');
    ScannedClass type = application.find(place.substring(0, hash).replace('.', '/'));
    List<Entry> found = new ArrayList<>();
    if (type != null) {
      for (ScannedMethod method : type.methods()) {
        if (method.name().equals(place.substring(hash + 1))) {
          found.add(new Entry(type, method, null, -1));
        }
      }
    }
    return found;
  }
}
