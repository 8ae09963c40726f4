String log = new File(basedir, "project/bank/build.log").text.replaceAll("\u001b\\[[0-9;]*m", "")
assert log.contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0")
assert log.contains("sum: 300\nlines: 4\n")
assert !log.contains("INFO: ") // of Weld
assert !log.contains("WARN")
return true
