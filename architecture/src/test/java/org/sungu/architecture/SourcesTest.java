package org.sungu.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Habits that only the sources show.
final class SourcesTest {
  private static final int LONGEST_FILE_IN_LINES = 500;

  /// Files that may be longer, each with its reason.
  private static final Map<String, String> LONG_FILES = Map.of(
      "backend-cpu/src/main/java/org/sungu/backend/cpu/code/VectorCode.java", "one line for each vector instruction and its opcode, which are looked up side by side");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void filesStaySmall() throws IOException {
    var tooLong = new TreeMap<String, Integer>();
    for (Path file : filesEndingWith(".java")) {
      String name = ROOT.relativize(file).toString();
      int lines = Files.readAllLines(file).size();
      if (lines > LONGEST_FILE_IN_LINES && !LONG_FILES.containsKey(name)) {
        tooLong.put(name, lines);
      }
    }
    assertEquals(Map.of(), tooLong, "split these files, or add them to LONG_FILES with a reason");
  }

  @Test
  void linkedPagesExist() throws IOException {
    var broken = new ArrayList<String>();
    List<Path> pages = filesEndingWith(".md");
    assertFalse(pages.isEmpty());
    for (Path page : pages) {
      var links = LINK.matcher(Files.readString(page));
      while (links.find()) {
        String target = links.group(1).strip();
        if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
          broken.add(ROOT.relativize(page) + " -> " + target);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  private static List<Path> filesEndingWith(String ending) throws IOException {
    try (Stream<Path> paths = Files.walk(ROOT)) {
      return paths
          .filter(path -> path.toString().endsWith(ending) && Files.isRegularFile(path))
          .filter(path -> !builtOrHidden(ROOT.relativize(path)))
          .toList();
    }
  }

  private static boolean builtOrHidden(Path path) {
    for (Path part : path) {
      if (part.toString().equals("target") || part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
