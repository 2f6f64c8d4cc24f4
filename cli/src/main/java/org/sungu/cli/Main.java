package org.sungu.cli;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sungu.data.DataException;
import org.sungu.data.tabular.Task;
import org.sungu.format.FormatException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The `sungu` command.
@Command(
    name = "sungu",
    description = "Keras 3 on the JVM: train networks, look into them, predict with them.",
    subcommands = {DemoCommand.class, TrainCommand.class, PredictCommand.class, EvaluateCommand.class, SummaryCommand.class},
    mixinStandardHelpOptions = true,
    version = "sungu 0.1.0",
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {
  private static final int BAD_INPUT = 2;

  private Main() {}

  /// Runs one command and ends the process: exit code 0 on success, 2 for input that cannot be used, 1 for a fault in Sungu.
  @SuppressWarnings("SystemConsoleNull") // null when a JDK is told to have no console
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Console console = System.console();
    System.exit(run(out, err, console != null && console.isTerminal(), arguments));
  }

  /// Runs one command and gives its exit code.
  ///
  /// @param terminal whether `out` is a terminal
  static int run(PrintStream out, PrintStream err, boolean terminal, String... arguments) {
    Screen screen = new Screen(out, err, terminal);
    CommandLine commandLine = new CommandLine(new Main(), new Commands(screen));
    commandLine.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.registerConverter(Task.class, text -> oneOf(Task.values(), text));
    commandLine.registerConverter(TrainingOptions.Precision.class, text -> oneOf(TrainingOptions.Precision.values(), text));
    commandLine.registerConverter(DemoCommand.Demo.class, text -> oneOf(DemoCommand.Demo.values(), text));
    commandLine.setParameterExceptionHandler((exception, given) -> {
      err.println("sungu: " + oneLine(exception.getMessage()) + meant(exception) + ". See sungu " + subcommand(exception.getCommandLine()) + "--help");
      return BAD_INPUT;
    });
    commandLine.setExecutionExceptionHandler((exception, command, parsed) -> report(exception, err));
    if (arguments.length == 0) {
      commandLine.usage(out);
      return 0;
    }
    try {
      return commandLine.execute(arguments);
    } catch (OutOfMemoryError e) {
      err.println("sungu: out of memory (" + oneLine(e.getMessage()) + "); expected a network and a table that fit: use fewer --layers units or rows,"
          + " or allow more with SUNGU_JAVA_OPTS=-Xmx8g");
      return BAD_INPUT;
    }
  }

  /// The constant that a user names, in any case of letters.
  private static <E extends Enum<E>> E oneOf(E[] constants, String text) {
    List<String> names = new ArrayList<>();
    for (E constant : constants) {
      String name = constant.name().toLowerCase(Locale.ROOT);
      if (name.equalsIgnoreCase(text)) {
        return constant;
      }
      names.add(name);
    }
    throw new TypeConversionException("got '" + text + "', expected one of " + String.join(", ", names));
  }

  private static String meant(ParameterException exception) {
    List<String> similar = exception instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
    return similar.isEmpty() ? "" : " (is " + String.join(" or ", similar) + " meant?)";
  }

  private static String subcommand(CommandLine commandLine) {
    return commandLine.getParent() == null ? "" : commandLine.getCommandName() + " ";
  }

  private static int report(Exception exception, PrintStream err) {
    return switch (exception) {
      case DataException e -> badInput(e, err);
      case FormatException e -> badInput(e, err);
      case IllegalArgumentException e -> badInput(e, err);
      default -> {
        err.println("sungu: internal error, please report it with what follows");
        exception.printStackTrace(err);
        yield 1;
      }
    };
  }

  private static int badInput(Exception exception, PrintStream err) {
    err.println("sungu: " + oneLine(exception.getMessage()));
    return BAD_INPUT;
  }

  private static String oneLine(@Nullable String message) {
    return message == null ? "no message" : message.replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
