String log = new File(basedir, "build.log").text
assert log.contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0")
assert log.contains("sum: 300\nlines: 4\n")
return true
